package io.attune.orchestrator.connection;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.ProjectId;
import io.attune.platform.AddressGuard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConnectionRequestTest {

    @Test
    void a_project_cannot_add_a_connection_that_runs_programs(@TempDir Path home) {
        ConnectionRequest request = new ConnectionRequest("mine", "command", "https://203.0.113.7", null, null, null,
                null,
                null, null, null, "ambient", null, Map.of("launcher", "kubernetes", "shell", "/bin/sh"));
        CredentialReference credentials = new CredentialReference(home, new ProjectId("default"),
                new StandardEnvironment());

        assertThatThrownBy(() -> request.read(Set.of("command", "openai"), Set.of(), credentials, new AddressGuard(
                List.of(), InetAddress::getAllByName))).isInstanceOfSatisfying(InvalidInputException.class,
                        e -> assertThat(e.problems().toString()).contains("/dialect", "Ask the operator"));
    }
}
