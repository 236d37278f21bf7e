package io.attune.dataset.origin;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import io.attune.platform.AddressGuard;
/**
 * Reads files by HTTP/1.1 (RFC 9112). It is small because it has one promise that general clients do not make: the socket is
 * opened to the very address that the guard has looked at, at the beginning and on every redirect. Thread-safe.
 */
final class WebClient {
    private static final int HEADERS_MAX = 64 << 10;

    private final AddressGuard guard;
    private final SourceProperties.Web settings;
    private final InstantSource clock;

    WebClient(AddressGuard guard, SourceProperties.Web settings, InstantSource clock) {
        this.guard = guard;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * An answer.
     *
     * @param headers by their names in lower case
     * @param body to be read to its end, where a body that is cut off throws
     */
    record Answer(int status, Map<String, String> headers, InputStream body, Socket socket) implements AutoCloseable {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /**
     * Reads an address, and what it leads to.
     *
     * @param conditions headers that make an answer needless when nothing has changed
     */
    Answer get(URI address, Map<String, String> conditions) throws IOException, AddressGuard.RefusedException {
        long deadline = clock.millis() + settings.timeout().toMillis();
        URI at = address;
        for (int i = 0; i <= settings.redirectsMax(); i++) {
            Answer answer = once(at, conditions, deadline);
            String location = answer.header("location");
            boolean leads = List.of(301, 302, 303, 307, 308).contains(answer.status()) && !location.isEmpty();
            if (!leads) {
                return answer;
            }
            answer.close();
            URI next = resolve(at, location);
            if ("https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(next.getScheme())) {
                throw new AddressGuard.RefusedException("the server leads from https to " + next.getScheme());
            }
            at = next;
        }
        throw new AddressGuard.RefusedException("the server leads on more than " + settings.redirectsMax() + " times");
    }

    private static URI resolve(URI at, String location) throws AddressGuard.RefusedException {
        try {
            return at.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new AddressGuard.RefusedException("the server leads to what is no address");
        }
    }

    private Answer once(URI address, Map<String, String> conditions, long deadline) throws IOException,
            AddressGuard.RefusedException {
        Socket socket = connect(address, guard.check(address));
        try {
            socket.getOutputStream().write(request(address, conditions).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            Deadline in = new Deadline(new BufferedInputStream(socket.getInputStream(), 1 << 16), clock, deadline);
            String[] status = line(in, HEADERS_MAX).split(" ", 3);
            if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5]\\d\\d")) {
                throw new IOException("the server does not speak HTTP/1.1");
            }
            Map<String, String> headers = headers(in);
            return new Answer(Integer.parseInt(status[1]), headers, body(headers, in), socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket connect(URI address, List<InetAddress> addresses) throws IOException {
        IOException last = new IOException("the host has no address");
        for (InetAddress one : addresses) {
            Socket socket = new Socket();
            try {
                socket.setSoTimeout((int) settings.readTimeout().toMillis());
                socket.connect(new InetSocketAddress(one, AddressGuard.port(address)),
                        (int) settings.connectTimeout().toMillis());
                return "https".equalsIgnoreCase(address.getScheme()) ? secured(socket, address) : socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /** The certificate has to be the named host's, whatever address the socket has. */
    private static Socket secured(Socket socket, URI address) throws IOException {
        SSLSocket secured = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket,
                address.getHost(), AddressGuard.port(address), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static String request(URI address, Map<String, String> conditions) {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        StringBuilder request = new StringBuilder("GET " + path + query + " HTTP/1.1\r\nHost: " + address.getHost()
                + port + "\r\nUser-Agent: attune\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n");
        new TreeMap<>(conditions).forEach((name, value) -> request.append(name).append(": ").append(value.replaceAll(
                "[\\r\\n]", " ")).append("\r\n"));
        return request.append("\r\n").toString();
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        int room = HEADERS_MAX;
        for (String line = line(in, room); !line.isEmpty(); line = line(in, room)) {
            room -= line.length() + 2;
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon
                        + 1).strip());
            }
        }
        return headers;
    }

    private static InputStream body(Map<String, String> headers, InputStream in) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked")) {
            return new Chunks(in);
        }
        String length = headers.getOrDefault("content-length", "");
        if (!length.isEmpty() && !length.matches("\\d{1,18}")) {
            throw new IOException("the server states no length but '" + length.length() + "' characters");
        }
        return length.isEmpty() ? in : new Exactly(in, Long.parseLong(length));
    }

    private static String line(InputStream in, int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.length() >= most) {
                throw new IOException(b < 0 ? "the answer ends too early" : "the answer's head is too long");
            }
            line.append((char) b);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    /** A stream that has to end where it was said. */
    private static final class Exactly extends InputStream {
        private final InputStream in;
        private long left;

        Exactly(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (left == 0 || length == 0) {
                return length == 0 ? 0 : -1;
            }
            int n = in.read(target, from, (int) Math.min(length, left));
            if (n < 0) {
                throw new IOException("the answer ends " + left + " bytes too early");
            }
            left -= n;
            return n;
        }
    }

    /** A body in chunks (RFC 9112, section 7.1). */
    private static final class Chunks extends InputStream {
        private final InputStream in;
        private InputStream chunk = InputStream.nullInputStream();
        private boolean ended;
        private boolean begun;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            while (!ended && length > 0) {
                int n = chunk.read(target, from, length);
                if (n >= 0) {
                    return n;
                }
                next();
            }
            return length == 0 ? 0 : -1;
        }

        private void next() throws IOException {
            if (begun) {
                line(in, 2);
            }
            begun = true;
            String size = line(in, 1024).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                throw new IOException("the answer's chunks are damaged");
            }
            long bytes = Long.parseLong(size, 16);
            ended = bytes == 0;
            chunk = new Exactly(in, bytes);
        }
    }

    /** Gives up a server that sends and sends. */
    private static final class Deadline extends InputStream {
        private final InputStream in;
        private final Supplier<Boolean> isOver;

        Deadline(InputStream in, InstantSource clock, long deadline) {
            this.in = in;
            this.isOver = () -> clock.millis() > deadline;
        }

        @Override
        public int read() throws IOException {
            check();
            return in.read();
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            check();
            return in.read(target, from, length);
        }

        private void check() throws IOException {
            if (isOver.get()) {
                throw new IOException("the server takes longer than attune.sources.web.timeout");
            }
        }
    }
}
