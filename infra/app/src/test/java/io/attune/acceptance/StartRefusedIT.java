package io.attune.acceptance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts of the real program that cannot succeed: how it ends, and what it says to whoever reads its log. */
class StartRefusedIT {
    @TempDir
    Path home;

    @Test
    void a_port_that_another_process_holds_is_named_with_the_setting_that_moves_the_platform() {
        try (PortHolder other = PortHolder.start();
                PlatformProcess platform = platform(Map.of("server.port", Integer.toString(other.port())))) {
            platform.start();

            assertThat(platform.exitCode()).as(platform.log()).isEqualTo(6);
            assertThat(platform.log()).contains("Port " + other.port() + " is in use by another program",
                    "server.port", "ATTUNE_PORT").doesNotContain("\tat ");
        }
    }

    @Test
    void an_object_store_that_does_not_answer_is_named_with_its_address_and_settings() {
        // the discard port: nothing listens there
        try (PlatformProcess platform = platform(Map.of("attune.objects.endpoint", "http://127.0.0.1:9"))) {
            platform.start();

            assertThat(platform.exitCode()).as(platform.log()).isEqualTo(5);
            assertThat(platform.log()).contains("The object store", "127.0.0.1:9", "attune.objects.").doesNotContain(
                    "\tat ");
        }
    }

    @Test
    void a_second_platform_on_a_folder_in_use_is_told_which_process_has_it() throws Exception {
        Map<String, String> settings = TestServers.freshProperties();
        try (PlatformProcess first = new PlatformProcess(Files.createDirectories(home.resolve("home")), settings)) {
            first.start();
            first.awaitReady();
            try (PlatformProcess second = new PlatformProcess(home.resolve("home"), settings)) {
                second.start();

                assertThat(second.exitCode()).as(second.log()).isEqualTo(6);
                assertThat(second.log()).contains("process " + first.pid(), "attune.home");
                assertThat(first.isHealthy()).isTrue();
            }
        }
    }

    private PlatformProcess platform(Map<String, String> changed) {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.putAll(changed);
        return new PlatformProcess(home, settings);
    }
}
