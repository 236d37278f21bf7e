package io.attune.retrieval;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** This module alone, with deployments from a list and a model whose words the test writes. */
@SpringBootApplication
class RetrievalTestApplication {

    @Bean
    ListedDeployments deployments() {
        return new ListedDeployments();
    }

    @Bean
    ScriptedModel scriptedModel() {
        return new ScriptedModel();
    }

    @Bean
    Connections connections(ScriptedModel model, InstantSource clock) {
        ConnectionSettings settings = new ConnectionSettings("scripted", ScriptedModel.DIALECT,
                URI.create("http://127.0.0.1:1"), () -> "", Duration.ofSeconds(1));
        return new Connections(List.of(settings), List.of(model), clock);
    }
}
