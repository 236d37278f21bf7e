package io.attune.orchestrator.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.VendorPlatform;
import io.attune.platform.testing.TestServers;
import io.attune.provider.Connections;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Connections that a project adds over HTTP, on a real database and with the real adapter before a simulated vendor. */
class ConnectionsIT {
    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static SimulatedOpenAi vendor;
    private static Http http;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.put("attune.egress.private-hosts", "127.0.0.1");
        settings.put("attune.connections[0].name", "vendor");
        settings.put("attune.connections[0].region", "eu-central-1");
        settings.put("attune.connections[0].local", "false");
        settings.put("attune.connections[0].terms.data-classes", "internal,public");
        settings.put("attune.connections[0].terms.retention", "30d");
        settings.put("attune.connections[0].quotas.running", "3");
        platform = VendorPlatform.start(settings);
        vendor = platform.getBean(SimulatedOpenAi.class);
        http = Http.of(platform, home);
        Files.createDirectories(home.resolve("credentials/default"));
        Files.writeString(home.resolve("credentials/default/vendor.key"), vendor.credential());
        Files.writeString(home.resolve("credentials/default/wrong.key"), "not-the-key");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void what_the_operator_says_of_a_configured_connection_is_shown() throws Exception {
        JsonNode shown = http.json("GET", "/api/v1/connections/vendor", "");
        assertThat(shown.get("origin").stringValue()).isEqualTo("configured");
        assertThat(shown.get("region").stringValue()).isEqualTo("eu-central-1");
        assertThat(shown.get("local").booleanValue()).isFalse();
        assertThat(shown.get("dataClasses").toString()).isEqualTo("[\"public\",\"internal\"]");
        assertThat(shown.get("retentionDays").intValue()).isEqualTo(30);
        assertThat(shown.at("/quotas/running").intValue()).isEqualTo(3);
    }

    @Test
    void an_added_connection_works_in_its_project_alone_and_follows_its_changes() throws Exception {
        assertThat(add("own", "file:vendor.key", vendor.baseUrl().toString()).get("origin").stringValue()).isEqualTo(
                "added");
        Connections connections = platform.getBean(Connections.class);
        ProjectId project = new ProjectId("default");
        var provider = connections.provider(project, "own");
        assertThat(connections.provider(project, "own")).isSameAs(provider);
        assertThat(connections.names(project)).containsExactlyInAnyOrder("own", "shelf", "vendor");
        assertThat(connections.names(new ProjectId("another"))).containsExactly("shelf", "vendor");
        assertThatThrownBy(() -> connections.provider(new ProjectId("another"), "own")).hasMessageContaining(
                "There is no connection 'own'");

        assertThat(connections.account(project, "own")).isEqualTo("default/own");
        assertThat(connections.provider("default/own")).isSameAs(provider);
        assertThat(connections.provider(project, "default/own")).isSameAs(provider);
        assertThat(connections.settings("default/own").name()).isEqualTo("own");
        assertThat(connections.account(project, "vendor")).isEqualTo("vendor");
        assertThatThrownBy(() -> connections.provider("another/own")).hasMessageContaining("There is no connection");

        add("own", "file:wrong.key", vendor.baseUrl().toString());
        assertThat(connections.provider(project, "own")).isNotSameAs(provider);

        assertThat(http.status("DELETE", "/api/v1/connections/own", "")).isEqualTo(204);
        assertThat(connections.names(project)).containsExactly("shelf", "vendor");
        assertThat(http.status("DELETE", "/api/v1/connections/own", "")).isEqualTo(404);
        assertThat(http.status("DELETE", "/api/v1/connections/vendor", "")).isEqualTo(404);
    }

    @Test
    void everything_wrong_with_an_added_connection_is_said_at_once_and_no_secret_is_repeated() throws Exception {
        String secret = "sk-" + "0123456789abcdef".repeat(2);
        JsonNode refused = http.json("POST", "/api/v1/connections", JsonMapper.shared().writeValueAsString(Map.of(
                "name",
                "vendor", "dialect", "morse", "baseUrl", "http://10.0.0.1/v1", "credential", secret, "dataClasses",
                java.util.List.of("secret"), "options", Map.of("apiKey", secret))));
        assertThat(refused.get("problems").valueStream().map(p -> p.get("place").stringValue())).containsExactly(
                "/name",
                "/dialect", "/baseUrl", "/dataClasses", "/credential", "/options/apiKey");
        assertThat(refused.toString()).doesNotContain("0123456789").contains("private network");
        assertThat(http.json("GET", "/api/v1/connections", "").toString()).doesNotContain("0123456789");
    }

    @Test
    void a_check_proves_credential_clock_permissions_and_what_was_said() throws Exception {
        platform.getBean(TestClock.class).advance(Duration.between(platform.getBean(TestClock.class).instant(),
                vendorTime()));
        int before = vendor.requests(Operation.DELETE_FILE);
        JsonNode checked = http.json("POST", "/api/v1/connections/vendor/check", "{}");

        assertThat(lines(checked)).contains("credential ok", "answers ok", "clock ok", "list jobs ok",
                "send and delete files ok", "region ok", "terms ok");
        assertThat(checked.get("ok").booleanValue()).isTrue();
        assertThat(vendor.requests(Operation.DELETE_FILE)).isEqualTo(before + 1);
    }

    @Test
    void a_check_names_all_that_is_missing_at_once_with_the_next_step() throws Exception {
        add("bad", "file:wrong.key", vendor.baseUrl().toString());
        JsonNode checked = http.json("POST", "/api/v1/connections/bad/check", "{}");
        assertThat(checked.get("ok").booleanValue()).isFalse();
        assertThat(lines(checked)).contains("credential ok", "answers ok", "list jobs missing",
                "send and delete files missing", "region missing", "terms unknown");
        assertThat(checked.get("lines").valueStream().filter(line -> line.get("result").stringValue().equals(
                "missing"))).allSatisfy(line -> assertThat(line.get("nextStep").stringValue()).isNotBlank());
        assertThat(checked.toString()).doesNotContain("not-the-key");

        add("gone", "file:absent.key", "http://127.0.0.1:1/v1");
        assertThat(lines(http.json("POST", "/api/v1/connections/gone/check", "{}"))).contains("credential missing",
                "answers missing", "list jobs missing");
    }

    @Test
    void a_clock_that_is_wrong_is_told() throws Exception {
        TestClock clock = platform.getBean(TestClock.class);
        clock.advance(Duration.between(clock.instant(), vendorTime()).plus(Duration.ofMinutes(10)));
        JsonNode checked = http.json("POST", "/api/v1/connections/vendor/check", "{}");
        assertThat(checked.get("lines").valueStream().filter(line -> line.get("what").stringValue().equals(
                "clock"))).singleElement().satisfies(line -> {
                    assertThat(line.get("result").stringValue()).isEqualTo("missing");
                    assertThat(line.get("detail").stringValue()).contains("behind this machine's");
                });
    }

    @Test
    void a_vendor_that_refuses_files_for_now_is_told_and_the_rest_is_checked_all_the_same() throws Exception {
        vendor.faults().next(Operation.UPLOAD_FILE, new Fault.Refuse(403, null));
        assertThat(lines(http.json("POST", "/api/v1/connections/vendor/check", "{}"))).contains("list jobs ok",
                "send and delete files missing", "region ok");
    }

    private static JsonNode add(String name, String credential, String url) throws Exception {
        return http.json("POST", "/api/v1/connections", JsonMapper.shared().writeValueAsString(Map.of("name", name,
                "dialect", "openai", "baseUrl", url, "credential", credential)));
    }

    /** The simulated server's Date header is the real machine's. */
    private static java.time.Instant vendorTime() {
        return java.time.Instant.now();
    }

    private static java.util.List<String> lines(JsonNode checked) {
        return checked.get("lines").valueStream().map(line -> line.get("what").stringValue() + " " + line.get(
                "result").stringValue()).toList();
    }
}
