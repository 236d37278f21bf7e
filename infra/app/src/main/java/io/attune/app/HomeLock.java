package io.attune.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;

/**
 * One process per home folder. The operating system releases the lock when the process ends, however it ends; the
 * process id in the file is for the message alone.
 */
final class HomeLock implements AutoCloseable {
    static final String FILE = "platform.lock";
    private static final ErrorCode HELD = new ErrorCode("home-in-use", ErrorKind.CONFLICT);
    private static final ErrorCode UNUSABLE = new ErrorCode("home-unusable", ErrorKind.INVALID);

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, making it when it is not there.
     *
     * @throws PlatformException of code {@code home-in-use} when another process has it, naming that process
     */
    static HomeLock acquire(Path home) {
        Path file = home.resolve(FILE);
        try {
            Files.createDirectories(home);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new PlatformException(HELD,
                        "Another Attune, process " + holder(file) + ", works on the folder " + home.toAbsolutePath(),
                        "Use that one, stop it with './attune down', or set attune.home to another folder.");
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new PlatformException(UNUSABLE, "The folder " + home.toAbsolutePath() + " cannot be used: " + e,
                    "Make it writable, or set attune.home to another folder.", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file).strip();
        return pid.isEmpty() ? "of unknown id" : pid;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
