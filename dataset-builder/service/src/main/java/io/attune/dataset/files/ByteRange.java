package io.attune.dataset.files;

import org.jspecify.annotations.Nullable;

/**
 * The one range of bytes that a request asks for (RFC 9110, section 14).
 *
 * @param from the first byte
 * @param length at least 1
 */
record ByteRange(long from, long length) {

    /** What a {@code Range} header asks of content of some size. */
    sealed interface Asked {

        /** All of it: there is no header, or one that may be ignored, such as several ranges or another unit. */
        record Whole() implements Asked {}

        record Part(ByteRange range) implements Asked {}

        /** Nothing that is there. */
        record Unsatisfiable() implements Asked {}
    }

    static Asked parse(@Nullable String header, long size) {
        if (header == null || !header.matches("bytes=([0-9]{1,18}-[0-9]{0,18}|-[0-9]{1,18})")) {
            return new Asked.Whole();
        }
        String spec = header.substring("bytes=".length());
        int dash = spec.indexOf('-');
        String first = spec.substring(0, dash);
        String last = spec.substring(dash + 1);
        if (first.isEmpty()) {
            long suffix = Math.min(size, Long.parseLong(last));
            return part(size - suffix, size - 1, size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size - 1 : Long.parseLong(last);
        if (!last.isEmpty() && to < from) {
            return new Asked.Whole();
        }
        return part(from, Math.min(to, size - 1), size);
    }

    private static Asked part(long from, long to, long size) {
        return from >= size || to < from
                ? new Asked.Unsatisfiable()
                : new Asked.Part(new ByteRange(from, to - from + 1));
    }

    /** As the answer names it. */
    String contentRange(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
