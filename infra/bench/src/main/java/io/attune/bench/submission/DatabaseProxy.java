package io.attune.bench.submission;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.function.Supplier;

/**
 * Relays PostgreSQL's protocol (version 3, unencrypted) and tells the {@link Courses} of each write of a run: before its
 * commit is passed on, and before the news of it is.
 */
final class DatabaseProxy extends Proxy {
    private static final int BYTES_MAX = 1 << 26;
    private final Courses courses;

    DatabaseProxy(int postgres, Courses courses, Supplier<Life> life) {
        super(postgres, life);
        this.courses = courses;
    }

    @Override
    void relay(Socket client, Life now) throws IOException {
        try (Socket server = connect()) {
            relay(client, server, new DatabaseSession(courses, now));
        }
    }

    private void relay(Socket client, Socket server, DatabaseSession session) throws IOException {
        inBackground(() -> {
            try (client; server) {
                answers(server, client, session);
            } catch (IOException e) {
                // the other direction sees the same end
            }
        });
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
        copy(in, out, in.readInt());
        out.flush();
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            byte[] content = content(in);
            if (session.mayWait((char) type, content)) {
                out.flush();
            }
            session.said((char) type, content);
            write(out, type, content);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private static void answers(Socket server, Socket client, DatabaseSession session) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
        while (true) {
            int type = in.read();
            if (type < 0) {
                return;
            }
            byte[] content = content(in);
            session.answered((char) type, content);
            write(out, type, content);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private static byte[] content(DataInputStream in) throws IOException {
        int length = in.readInt() - Integer.BYTES;
        if (length < 0 || length > BYTES_MAX) {
            throw new IOException("a message of " + length + " bytes");
        }
        byte[] content = new byte[length];
        in.readFully(content);
        return content;
    }

    private static void write(DataOutputStream out, int type, byte[] content) throws IOException {
        out.writeByte(type);
        out.writeInt(content.length + Integer.BYTES);
        out.write(content);
    }

    /** The first message, which has no type. */
    private static void copy(DataInputStream in, DataOutputStream out, int length) throws IOException {
        out.writeInt(length);
        byte[] content = new byte[length - Integer.BYTES];
        in.readFully(content);
        out.write(content);
    }
}
