package io.attune.pipeline.generate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that is only appended to, from a length that is known to be good. */
final class AppendedFile implements AutoCloseable {
    private final FileChannel channel;

    /** Opens a file and cuts off what stands behind a length. */
    AppendedFile(Path file, long length) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(length);
        channel.position(length);
    }

    void append(byte[] part) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(part);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    long length() throws IOException {
        return channel.position();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
