package io.attune.provider.testkit.openai;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code multipart/form-data} body (RFC 7578) as it arrives; the file goes to disk without being held in memory.
 */
final class Multipart {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern NAME = Pattern.compile("(?:^|;)\\s*name=\"([^\"]*)\"");
    private static final Pattern FILE_NAME = Pattern.compile("(?:^|;)\\s*filename=\"([^\"]*)\"");
    private static final int FIELD_BYTES_MAX = 64 << 10;
    private static final int HEADER_BYTES_MAX = 8 << 10;

    private final InputStream in;
    private final byte[] delimiter;
    private final String filePart;
    private final Path fileTarget;
    private final long fileBytesMax;
    private final Map<String, String> fields = new HashMap<>();
    private @Nullable String fileName;

    private Multipart(InputStream in, byte[] delimiter, String filePart, Path fileTarget, long fileBytesMax) {
        this.in = in;
        this.delimiter = delimiter;
        this.filePart = filePart;
        this.fileTarget = fileTarget;
        this.fileBytesMax = fileBytesMax;
    }

    /**
     * What a form held.
     *
     * @param fileName the name of the part that is the file, or null when there was none
     */
    record Form(Map<String, String> fields, @Nullable String fileName) {}

    /** Reads a form whose part of the name {@code filePart} goes to {@code fileTarget}. */
    static Form read(Call call, String filePart, Path fileTarget, long fileBytesMax) throws IOException {
        String contentType = call.contentType() == null ? "" : call.contentType();
        Matcher matcher = BOUNDARY.matcher(contentType);
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data") || !matcher.find()) {
            throw ApiError.invalid(null, "invalid_content_type",
                    "Files are sent as multipart/form-data with a boundary.");
        }
        String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        Multipart reader = new Multipart(new BufferedInputStream(call.body(), 64 << 10),
                ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1), filePart, fileTarget, fileBytesMax);
        reader.readAll();
        return new Form(Map.copyOf(reader.fields), reader.fileName);
    }

    private void readAll() throws IOException {
        // the first delimiter has no line break before it
        int matched = 2;
        while (matched < delimiter.length) {
            if (in.read() != delimiter[matched]) {
                throw malformed("it does not begin with its boundary");
            }
            matched++;
        }
        while (!isEnd()) {
            readPart(readHeaders());
        }
        in.transferTo(OutputStream.nullOutputStream());
    }

    private boolean isEnd() throws IOException {
        int first = in.read();
        int second = in.read();
        if (first == '-' && second == '-') {
            return true;
        }
        if (first != '\r' || second != '\n') {
            throw malformed("a boundary is not followed by a line break");
        }
        return false;
    }

    private String readHeaders() throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        int lineBreaks = 0;
        while (lineBreaks < 4) {
            int b = in.read();
            if (b < 0 || headers.size() > HEADER_BYTES_MAX) {
                throw malformed("the headers of a part do not end");
            }
            headers.write(b);
            boolean expected = b == (lineBreaks % 2 == 0 ? '\r' : '\n');
            lineBreaks = expected ? lineBreaks + 1 : (b == '\r' ? 1 : 0);
        }
        return headers.toString(StandardCharsets.UTF_8);
    }

    private void readPart(String headers) throws IOException {
        String disposition = headers.lines().filter(
                line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")).findFirst().orElse("");
        Matcher name = NAME.matcher(disposition);
        if (!name.find()) {
            throw malformed("a part has no name");
        }
        if (name.group(1).equals(filePart)) {
            Matcher file = FILE_NAME.matcher(disposition);
            fileName = file.find() ? file.group(1) : "file";
            try (OutputStream out = Files.newOutputStream(fileTarget)) {
                copyToDelimiter(out, fileBytesMax, filePart);
            }
        } else {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            copyToDelimiter(value, FIELD_BYTES_MAX, name.group(1));
            fields.put(name.group(1), value.toString(StandardCharsets.UTF_8));
        }
    }

    /** The delimiter's first byte occurs nowhere else in it, so a partial match that fails can only begin anew. */
    private void copyToDelimiter(OutputStream out, long bytesMax, String part) throws IOException {
        byte[] buffer = new byte[32 << 10];
        int filled = 0;
        long written = 0;
        int matched = 0;
        while (matched < delimiter.length) {
            int b = in.read();
            if (b < 0) {
                throw malformed("part '" + part + "' does not end");
            }
            if (b == delimiter[matched]) {
                matched++;
                continue;
            }
            if (filled + matched + 1 > buffer.length) {
                out.write(buffer, 0, filled);
                filled = 0;
            }
            System.arraycopy(delimiter, 0, buffer, filled, matched);
            filled += matched;
            written += matched;
            matched = b == delimiter[0] ? 1 : 0;
            if (matched == 0) {
                buffer[filled++] = (byte) b;
                written++;
            }
            if (written > bytesMax) {
                throw ApiError.of(413, "invalid_request_error", "file_too_large",
                        "Part '" + part + "' has more than " + bytesMax + " bytes.");
            }
        }
        out.write(buffer, 0, filled);
    }

    private static ApiError malformed(String why) {
        return ApiError.invalid(null, "invalid_multipart", "The form is malformed: " + why + ".");
    }
}
