package io.attune.pipeline.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * Where a source's bytes come from, as its {@code path} says. Whatever it is, the bytes become files that are named by their
 * digest before anything reads them.
 */
public sealed interface Origin {

    /** A file beside the recipe, sent along with it: {@code voice.jsonl}. */
    record Beside(String path) implements Origin {}

    /** Files beside the recipe, sent along with it: {@code voice/*.jsonl.zst}; read in the order of their names. */
    record Folder(Glob paths) implements Origin {}

    /** What was sent before under a name: {@code upload:NAME}. */
    record Upload(String name) implements Origin {}

    /**
     * Objects in a place that the operator configured: {@code s3://NAME/ranked/*.jsonl.zst}; read in the order of their keys.
     *
     * @param location the place's name, never a bucket's
     */
    record S3(String location, Glob keys) implements Origin {}

    /** A file of another server: {@code https://…}. */
    record Web(URI address) implements Origin {
        /** The address without its query, which may carry what is nobody's business. */
        public String shown() {
            return address.getScheme() + "://" + address.getRawAuthority() + address.getRawPath();
        }
    }

    /** Rows of a database that the operator configured. */
    record Database(String connection) implements Origin {}

    /**
     * Reads a path.
     *
     * @throws UnreadableException when it is none
     */
    static Origin parse(String path) throws UnreadableException {
        int colon = path.indexOf(':');
        String scheme = colon < 0 ? "" : path.substring(0, colon).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "upload" -> upload(path.substring(colon + 1));
            case "s3" -> s3(path);
            case "http", "https" -> web(path);
            default -> beside(path, scheme);
        };
    }

    /** Reads a path that was accepted before. */
    static Origin of(String path) {
        try {
            return parse(path);
        } catch (UnreadableException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A path says nothing that could be read. */
    final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String nextStep;

        UnreadableException(String message, String nextStep) {
            super(message);
            this.nextStep = nextStep;
        }

        public String nextStep() {
            return nextStep;
        }
    }

    private static Origin upload(String name) throws UnreadableException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            throw new UnreadableException("'" + name + "' is not the name of an upload",
                    "Write upload:NAME as 'attune dataset uploads' lists it.");
        }
        return new Upload(name);
    }

    private static Origin s3(String path) throws UnreadableException {
        String rest = path.substring("s3://".length() > path.length() ? path.length() : "s3://".length());
        int slash = rest.indexOf('/');
        String location = slash < 0 ? rest : rest.substring(0, slash);
        String keys = slash < 0 ? "" : rest.substring(slash + 1);
        if (!path.startsWith("s3://") || !location.matches("[a-z][a-z0-9-]{0,62}") || keys.isEmpty()) {
            throw new UnreadableException("'" + path + "' does not name objects",
                    "Write s3://NAME/folder/*.jsonl.zst, where NAME is a place that the operator configured under"
                            + " attune.sources.s3.");
        }
        return new S3(location, new Glob(keys));
    }

    private static Origin web(String path) throws UnreadableException {
        try {
            URI address = new URI(path);
            if (address.getHost() == null || address.getRawUserInfo() != null || address.getRawFragment() != null
                    || address.getRawPath().isEmpty()) {
                throw new UnreadableException("the address has no host or no path, or has a user or a fragment",
                        "Write it like https://host/folder/file.jsonl; no credentials stand in a recipe.");
            }
            return new Web(address);
        } catch (URISyntaxException e) {
            throw new UnreadableException("the address cannot be read: " + e.getReason(),
                    "Write it like https://host/folder/file.jsonl.");
        }
    }

    private static Origin beside(String path, String scheme) throws UnreadableException {
        if (!scheme.isEmpty() && path.startsWith("//", scheme.length() + 1)) {
            throw new UnreadableException("nothing is read from '" + scheme + "://'",
                    "Write a path beside the recipe, upload:NAME, s3://NAME/… or https://….");
        }
        if (path.startsWith("/") || path.startsWith("./") || ("/" + path + "/").contains("/../")) {
            throw new UnreadableException("'" + path + "' leaves the recipe's folder",
                    "Put the file beside the recipe and name it from there, or send it: attune dataset upload FILE.");
        }
        return Glob.isPattern(path) ? new Folder(new Glob(path)) : new Beside(path);
    }
}
