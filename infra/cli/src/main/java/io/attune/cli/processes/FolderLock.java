package io.attune.cli.processes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.List;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;

/** Held by the one command that starts or stops processes on a data folder. The system frees it when the command ends. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws CliException with {@link ExitCode#CONFLICT} when another command holds it
     */
    public static FolderLock take(DataFolder folder) {
        folder.ensure();
        try {
            FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new CliException(ExitCode.CONFLICT,
                        "Another attune command is starting or stopping the platform on " + folder.path(),
                        "Wait for it, then try again; see: ./attune status");
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE, folder.lock() + " cannot be locked", List.of(
                    String.valueOf(e.getMessage())), "Choose a folder on a local disk with --data DIR.", e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // the lock goes with the process at the latest
        }
    }
}
