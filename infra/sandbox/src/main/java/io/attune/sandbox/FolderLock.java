package io.attune.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps a data folder for one instance, and says which processes belong to it. The operating system holds the lock and
 * lets go of it when the process ends, however it ends; the file's content tells the next start what may be left over.
 */
final class FolderLock implements AutoCloseable {
    static final ErrorCode IN_USE = new ErrorCode("folder-in-use", ErrorKind.CONFLICT);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration END_MAX = Duration.ofSeconds(10);
    private static final long CONTENT_BYTES_MAX = 1L << 16;
    /** The locked byte lies far behind the content, so that everybody can read the content everywhere. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;
    private final FileLock lock;
    private final List<Member> leftovers;

    /**
     * A process of the instance; its start tells it from a later process of the same number.
     *
     * @param role {@code sandbox}, {@code postgres} or {@code trainer}
     */
    record Member(String role, long pid, Instant startedAt) {
        static Member of(String role, ProcessHandle process) {
            return new Member(role, process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
        }

        @Nullable
        ProcessHandle find() {
            return ProcessHandle.of(pid).filter(
                    found -> found.info().startInstant().filter(startedAt::equals).isPresent()).orElse(null);
        }
    }

    /** What stands in the file. */
    record Content(List<Member> members) {}

    private FolderLock(FileChannel channel, FileLock lock, List<Member> leftovers) {
        this.channel = channel;
        this.lock = lock;
        this.leftovers = leftovers;
    }

    /**
     * Takes the folder.
     *
     * @throws PlatformException when another instance has it, naming its process
     */
    static FolderLock take(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve("sandbox.lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        List<Member> before = read(channel);
        if (lock == null) {
            channel.close();
            String holder = before.stream().filter(member -> member.role().equals("sandbox")).map(
                    member -> "process " + member.pid()).findFirst().orElse("another process");
            throw new PlatformException(IN_USE, "The folder " + folder + " is in use by a sandbox, " + holder,
                    "Stop it first, or give another folder with --data.");
        }
        return new FolderLock(channel, lock, before);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Through the locked channel itself: closing another one on the same file would let go of the lock. */
    private static List<Member> read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate((int) Math.min(channel.size(), CONTENT_BYTES_MAX));
        while (text.hasRemaining() && channel.read(text, text.position()) >= 0) {
            // until all is read
        }
        try {
            return text.position() == 0
                    ? List.of()
                    : JSON.readValue(text.array(), 0, text.position(), Content.class).members();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** Ends the trainer an instance that was killed left running. PostgreSQL has its own gentler way. */
    void stopLeftovers() {
        for (Member member : leftovers) {
            ProcessHandle process = member.role().equals("trainer") ? member.find() : null;
            if (process != null) {
                process.destroy();
                if (!hasEnded(process)) {
                    process.destroyForcibly();
                    hasEnded(process);
                }
            }
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            process.onExit().get(END_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Writes down which processes run now. */
    synchronized void members(List<Member> members) throws IOException {
        byte[] text = JSON.writeValueAsBytes(new Content(new ArrayList<>(members)));
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text), 0);
        channel.force(true);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.truncate(0);
        lock.release();
        channel.close();
    }
}
