package io.attune.adapter.openai;

import java.time.Instant;
import java.util.Map;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.adapter.openai.Transport.Manner;
import io.attune.provider.Hyperparameters;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class JobsTest {
    private static final RunKey KEY = new RunKey("run_01980000-0000-7000-8000-000000000000");

    @ParameterizedTest
    @CsvSource({"validating_files,VALIDATING", "queued,QUEUED", "running,RUNNING", "pausing,PAUSING", "paused,PAUSED",
            "succeeded,SUCCEEDED", "failed,FAILED", "cancelled,CANCELLED", "canceled,CANCELLED", "notRunning,QUEUED",
            "pending,QUEUED"})
    void every_spelling_of_a_state_is_known(String raw, JobState state) {
        assertThat(Jobs.state(raw)).isEqualTo(state);
    }

    @Test
    void what_is_not_known_is_not_guessed() {
        assertThat(Jobs.state("deleted")).isNull();
        assertThat(Jobs.state("Running")).isNull();
    }

    @Test
    void azure_is_told_the_tier_and_gets_the_keys_digest_in_a_short_suffix() {
        JsonNode body = Jobs.create(request("a-very-long-readable-suffix"), account(Flavour.AZURE, "globalstandard"));

        assertThat(body.path("trainingType").stringValue()).isEqualTo("globalstandard");
        assertThat(body.path("suffix").stringValue()).hasSize(18).startsWith("a-ver-");
        ObjectNode job = Transport.JSON.createObjectNode().set("suffix", body.path("suffix"));
        assertThat(Jobs.isOf(job, KEY)).isTrue();
        assertThat(Jobs.isOf(job, new RunKey("another"))).isFalse();
    }

    @Test
    void metadata_that_names_another_key_wins_over_the_suffix() {
        ObjectNode job = Transport.JSON.createObjectNode();
        job.set("suffix", Jobs.create(request("x"), account(Flavour.AZURE, null)).path("suffix"));
        job.putObject("metadata").put("run_key", "another");

        assertThat(Jobs.isOf(job, KEY)).isFalse();
        assertThat(Jobs.isOf(job, new RunKey("another"))).isTrue();
    }

    @Test
    void openai_gets_no_tier_and_the_suffix_as_it_is() {
        JsonNode body = Jobs.create(request("voice"), account(Flavour.OPENAI, null));

        assertThat(body.has("trainingType")).isFalse();
        assertThat(body.path("suffix").stringValue()).isEqualTo("voice");
    }

    private static Account account(Flavour flavour, @Nullable String tier) {
        return new Account(flavour, Manner.BEARER, tier, null);
    }

    private static SubmitRequest request(String suffix) {
        return new SubmitRequest(KEY, new ProviderModelId("m"), new ProviderFileId("f"), null,
                TrainingMethod.SUPERVISED, Hyperparameters.AUTO, suffix, Map.of(), Instant.EPOCH);
    }
}
