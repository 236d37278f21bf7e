package io.attune.dataset.origin;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import io.attune.platform.AddressGuard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a server may answer, byte for byte. */
class WebClientTest {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    asked.add(head(socket.getInputStream()));
                    socket.getOutputStream().write(answers.removeFirst().getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException | RuntimeException e) {
                    // the test looks at what came of it
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private WebClient client(String... allowed) {
        return new WebClient(new AddressGuard(List.of(allowed), host -> new InetAddress[]{
                InetAddress.getLoopbackAddress()}), new SourceProperties.Web(List.of(), Duration.ofSeconds(5),
                        Duration.ofSeconds(5), Duration.ofMinutes(1), 2), InstantSource.system());
    }

    private URI address(String host) {
        return URI.create("http://" + host + ":" + server.getLocalPort() + "/data/a.jsonl?v=1");
    }

    private String read(String... scripted) throws Exception {
        answers.addAll(List.of(scripted));
        try (WebClient.Answer answer = client("files").get(address("files"), Map.of("If-None-Match", "\"x\""))) {
            return answer.status() + " " + new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_body_of_a_stated_length_is_read() throws Exception {
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: \"y\"\r\n\r\nhello and more")).isEqualTo(
                "200 hello");
        assertThat(asked.getFirst()).startsWith("GET /data/a.jsonl?v=1 HTTP/1.1\r\nHost: files:").contains(
                "If-None-Match: \"x\"\r\n", "Connection: close\r\n");
    }

    @Test
    void a_body_in_chunks_is_put_together() throws Exception {
        assertThat(read(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")).isEqualTo(
                        "200 hello");
    }

    @Test
    void a_body_without_a_length_ends_with_the_connection() throws Exception {
        assertThat(read("HTTP/1.0 200 OK\r\n\r\nhello")).isEqualTo("200 hello");
    }

    @Test
    void what_is_cut_off_is_an_error() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")).isInstanceOf(
                IOException.class).hasMessageContaining("4 bytes too early");
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")).isInstanceOf(
                IOException.class);
        assertThatThrownBy(() -> read("SSH-2.0-x\r\n\r\n")).isInstanceOf(IOException.class);
    }

    @Test
    void a_redirect_is_followed_to_an_allowed_host() throws Exception {
        assertThat(read("HTTP/1.1 302 Found\r\nLocation: /other\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")).isEqualTo("200 ok");
        assertThat(asked.get(1)).startsWith("GET /other HTTP/1.1");
    }

    @Test
    void a_redirect_to_a_private_host_is_refused_before_anything_is_sent_there() {
        String inside = "http://inside:" + server.getLocalPort() + "/secret";
        assertThatThrownBy(() -> read("HTTP/1.1 302 Found\r\nLocation: " + inside + "\r\n\r\n")).isInstanceOf(
                AddressGuard.RefusedException.class).hasMessageContaining("inside");
        assertThat(asked).hasSize(1);
    }

    @Test
    void redirects_without_end_and_to_other_schemes_are_refused() {
        String again = "HTTP/1.1 301 Moved\r\nLocation: /again\r\n\r\n";
        assertThatThrownBy(() -> read(again, again, again)).hasMessageContaining("more than 2 times");
        assertThatThrownBy(() -> read("HTTP/1.1 307 X\r\nLocation: file:///etc/passwd\r\n\r\n")).isInstanceOf(
                AddressGuard.RefusedException.class);
    }

    @Test
    void a_private_host_is_refused_before_anything_is_sent() {
        assertThatThrownBy(() -> client().get(address("files"), Map.of())).isInstanceOf(
                AddressGuard.RefusedException.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void a_head_without_end_is_refused() {
        assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nX: " + "x".repeat(70_000) + "\r\n\r\n")).hasMessageContaining(
                "too long");
    }
}
