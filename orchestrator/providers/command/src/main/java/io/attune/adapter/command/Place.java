package io.attune.adapter.command;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/** The host and the folder on it where jobs lie. */
sealed interface Place {

    /** The folder, as a path on its host. */
    String folder();

    /** How messages name it. */
    String words();

    /** On this machine, or on a file system that is mounted here. */
    record Here(String folder) implements Place {
        @Override
        public String words() {
            return folder;
        }
    }

    /**
     * On another host.
     *
     * @param user null for what the client's configuration says
     * @param port -1 for what the client's configuration says
     */
    record OverSsh(@Nullable String user, String host, int port, String folder) implements Place {
        @Override
        public String words() {
            return host + ":" + folder;
        }
    }

    /** Reads {@code file:///folder} or {@code ssh://user@host:port/folder}; null when it is neither. */
    static @Nullable Place of(URI address) {
        String folder = address.getPath();
        if (folder == null || folder.length() < 2 || !folder.startsWith("/")) {
            return null;
        }
        String host = address.getHost();
        String plain = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
        return switch (String.valueOf(address.getScheme())) {
            case "file" -> host == null ? new Here(plain) : null;
            case "ssh" -> host == null || host.startsWith("-") || user(address).startsWith("-")
                    ? null
                    : new OverSsh(address.getUserInfo(), host, address.getPort(), plain);
            default -> null;
        };
    }

    private static String user(URI address) {
        return address.getUserInfo() == null ? "" : address.getUserInfo();
    }
}
