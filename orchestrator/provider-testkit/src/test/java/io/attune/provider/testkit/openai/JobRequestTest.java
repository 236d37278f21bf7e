package io.attune.provider.testkit.openai;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobRequestTest {

    @Test
    void what_is_left_open_or_auto_is_null() {
        JobRequest request = parse("""
                {"model":"m","training_file":"f","method":{"type":"supervised","supervised":{"hyperparameters":
                {"n_epochs":"auto","batch_size":8}}}}""");

        assertThat(request.epochs()).isNull();
        assertThat(request.batchSize()).isEqualTo(8);
        assertThat(request.seed()).isNull();
        assertThat(request.metadata()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "'model':null | model", "'training_file':' ' | training_file", "'suffix':'a b' | suffix",
            "'suffix':'' | suffix", "'seed':-1 | seed", "'seed':2147483648 | seed",
            "'hyperparameters':{'n_epochs':51} | hyperparameters.n_epochs",
            "'hyperparameters':{'batch_size':0} | hyperparameters.batch_size",
            "'hyperparameters':{'learning_rate_multiplier':0} | hyperparameters.learning_rate_multiplier",
            "'hyperparameters':{'dropout':0.1} | hyperparameters.dropout", "'method':{'type':'alchemy'} | method.type",
            "'method':{'type':'dpo','dpo':{'hyperparameters':{'beta':2.5}}} | hyperparameters.beta",
            "'method':{'type':'supervised','supervised':{'hyperparameters':{'beta':1}}} | hyperparameters.beta",
            "'method':{'type':'dpo','supervised':{}} | method.supervised",
            "'method':{'type':'reinforcement','reinforcement':{}} | method.reinforcement.grader",
            "'method':{'type':'reinforcement','reinforcement':{'grader':{'type':'guess'}}} "
                    + "| method.reinforcement.grader.type",
            "'trainingType':'standard' | trainingType",
            "'metadata':{'k':7} | metadata.k", "'colour':'blue' | colour", "'integrations':[{}] | integrations"})
    void a_value_out_of_its_rules_is_refused_and_named(String field, String param) {
        String text = "{\"model\":\"m\",\"training_file\":\"f\"}";
        ObjectNode body = (ObjectNode) Json.MAPPER.readTree(text);
        body.setAll((ObjectNode) Json.MAPPER.readTree("{" + field.replace('\'', '"') + "}"));

        assertThatThrownBy(() -> parse(body)).isInstanceOfSatisfying(ApiError.class, error -> {
            assertThat(error.status()).isEqualTo(400);
            assertThat(error.body().path("error").path("param").stringValue()).isEqualTo(param);
        });
    }

    @Test
    void metadata_has_limits_on_pairs_keys_and_values() {
        assertThatThrownBy(() -> parse(withMetadata(pairs(17)))).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> parse(withMetadata("\"" + "k".repeat(65) + "\":\"v\""))).isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> parse(withMetadata("\"k\":\"" + "v".repeat(513) + "\""))).isInstanceOf(ApiError.class);
        assertThat(parse(withMetadata(pairs(16))).metadata()).hasSize(16);
    }

    private static String pairs(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":\"v\"").collect(Collectors.joining(","));
    }

    private static String withMetadata(String pairs) {
        return "{\"model\":\"m\",\"training_file\":\"f\",\"metadata\":{" + pairs + "}}";
    }

    private static JobRequest parse(String body) {
        return parse((ObjectNode) Json.MAPPER.readTree(body));
    }

    private static JobRequest parse(ObjectNode body) {
        return JobRequest.parse(body, Vendor.Flavour.OPENAI, Set.of(Methods.SUPERVISED, Methods.PREFERENCE,
                Methods.REINFORCEMENT));
    }
}
