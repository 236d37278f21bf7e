package io.attune.registry.mlflow.tracking;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.registry.mlflow.MlflowServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The wire itself: what is read, in which forms, and what is refused with which code. */
class TrackingRefusalsIT extends MlflowServer {
    private String experiment;
    private String run;

    @BeforeEach
    void aRun() {
        experiment = post("experiments/create", "{\"name\": \"" + UUID.randomUUID() + "\"}").json().path(
                "experiment_id").asString();
        run = post("runs/create", "{\"experiment_id\": \"" + experiment + "\"}").json().at(
                "/run/info/run_id").asString();
    }

    @Test
    void a_field_that_is_missing_is_named() {
        Reply reply = post("experiments/create", "{}");

        assertThat(reply.error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(reply.message()).isEqualTo(
                "Missing value for required parameter 'name'. See the API docs for more information about request parameters.");
    }

    @Test
    void what_is_not_there_is_said_with_404() {
        assertThat(get("experiments/get?experiment_id=987654").error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        assertThat(get("experiments/get?experiment_id=x").error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        assertThat(get("runs/get?run_id=x").error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        assertThat(get("nothing/here").error()).isEqualTo("404 ENDPOINT_NOT_FOUND");
        assertThat(send(request("/api/3.0/mlflow/traces/x").GET()).error()).isEqualTo("404 ENDPOINT_NOT_FOUND");
    }

    @Test
    void without_a_key_the_refusal_is_in_mlflows_shape() {
        Reply reply = send(request("/api/2.0/mlflow/runs/get?run_id=x").setHeader("Authorization",
                "Bearer wrong").GET());

        assertThat(reply.error()).isEqualTo("401 UNAUTHENTICATED");
    }

    @Test
    void a_key_may_be_the_password_of_any_user() {
        String basic = Base64.getEncoder().encodeToString(("ann:" + key()).getBytes(StandardCharsets.UTF_8));

        assertThat(send(request("/api/2.0/mlflow/runs/get?run_id=" + run).setHeader("Authorization", "Basic "
                + basic).GET()).status()).isEqualTo(
                        200);
    }

    @Test
    void health_and_version_need_no_key() {
        assertThat(send(request("/health").setHeader("Authorization", "none").GET()).body()).isEqualTo("OK");
        assertThat(send(request("/version").setHeader("Authorization", "none").GET()).body()).matches(
                "\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void browsers_have_their_own_root() {
        assertThat(send(request("/ajax-api/2.0/mlflow/runs/get?run_id=" + run).GET()).json().at(
                "/run/info/run_id").asString()).isEqualTo(
                        run);
    }

    @Test
    void old_clients_may_encode_the_body_twice_and_numbers_may_be_texts() {
        assertThat(post("runs/log-metric", "\"{\\\"run_uuid\\\": \\\"" + run
                + "\\\", \\\"key\\\": \\\"m\\\", \\\"value\\\": 1, \\\"timestamp\\\": \\\"5\\\"}\"").status()).isEqualTo(
                        200);
        assertThat(get("metrics/get-history?run_id=" + run + "&metric_key=m").json().at(
                "/metrics/0/timestamp").isNumber()).isTrue();
    }

    @Test
    void numbers_that_json_does_not_have_are_texts_both_ways() {
        post("runs/log-metric", "{\"run_id\": \"" + run
                + "\", \"key\": \"m\", \"value\": \"-Infinity\", \"timestamp\": 5}");

        assertThat(get("metrics/get-history?run_id=" + run + "&metric_key=m").json().at(
                "/metrics/0/value").asString()).isEqualTo(
                        "-Infinity");
    }

    @Test
    void a_batch_is_all_or_nothing() {
        post("runs/log-parameter", "{\"run_id\": \"" + run + "\", \"key\": \"p\", \"value\": \"1\"}");

        Reply reply = post("runs/log-batch", "{\"run_id\": \"" + run
                + "\", \"metrics\": [{\"key\": \"m\", \"value\": 1, \"timestamp\": 1}], \"params\": [{\"key\": \"q\", \"value\":"
                + " \"1\"}, {\"key\": \"p\", \"value\": \"2\"}]}");

        assertThat(reply.error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(reply.message()).contains("'p'", "'1'", "'2'");
        assertThat(get("runs/get?run_id=" + run).json().at("/run/data").toString()).doesNotContain(
                "\"m\"").doesNotContain(
                        "\"q\"");
    }

    @Test
    void a_batch_has_limits() {
        String metrics = IntStream.range(0, 1001).mapToObj(i -> "{\"key\": \"m\", \"value\": 1, \"timestamp\": " + i
                + "}").collect(
                        Collectors.joining(","));
        Reply reply = post("runs/log-batch", "{\"run_id\": \"" + run + "\", \"metrics\": [" + metrics + "]}");

        assertThat(reply.error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(reply.message()).contains("at most 1000 metrics").contains("1001");
    }

    @Test
    void names_that_climb_and_values_that_are_too_long_are_refused() {
        assertThat(tag("../up", "x").error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(tag("a//b", "x").error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(tag("a\\nb", "x").error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(tag("k".repeat(251), "x").message()).contains("251");
        assertThat(tag("k", "x".repeat(8001)).message()).contains("8001");
        assertThat(tag("a/b c:d", "x").status()).isEqualTo(200);
    }

    private Reply tag(String key, String value) {
        return post("runs/set-tag", "{\"run_id\": \"" + run + "\", \"key\": \"" + key + "\", \"value\": \"" + value
                + "\"}");
    }

    @Test
    void a_deleted_run_takes_nothing() {
        post("runs/delete", "{\"run_id\": \"" + run + "\"}");

        assertThat(tag("k", "v").message()).contains("must be in the 'active' state");
        assertThat(post("runs/delete", "{\"run_id\": \"" + run + "\"}").error()).isEqualTo(
                "400 INVALID_PARAMETER_VALUE");
    }

    @Test
    void repeated_fields_of_a_query_have_three_forms() {
        for (String form : new String[]{"run_id=%1$s&run_id=%1$s", "run_id[]=%1$s", "run_id[0]=%1$s"}) {
            assertThat(get("metrics/get-history-bulk?metric_key=m&" + form.formatted(run).replace("[", "%5B").replace(
                    "]",
                    "%5D")).status()).as(form).isEqualTo(200);
        }
    }

    @Test
    void a_chart_gets_as_many_points_as_it_can_show() {
        String metrics = IntStream.range(0, 900).mapToObj(i -> "{\"key\": \"m\", \"value\": 1, \"timestamp\": " + i
                + ", \"step\": "
                + i + "}").collect(Collectors.joining(","));
        post("runs/log-batch", "{\"run_id\": \"" + run + "\", \"metrics\": [" + metrics + "]}");

        var sampled = get("metrics/get-history-bulk-interval?run_ids=" + run
                + "&metric_key=m&max_results=10").json().path(
                        "metrics");
        assertThat(sampled.size()).isEqualTo(10);
        assertThat(sampled.path(0).path("step").intValue()).isZero();
        assertThat(sampled.path(9).path("step").intValue()).isEqualTo(899);
    }

    @Test
    void inputs_and_models_are_kept_with_the_run() {
        post("runs/log-inputs", "{\"run_id\": \"" + run
                + "\", \"datasets\": [{\"tags\": [{\"key\": \"mlflow.data.context\", \"value\":"
                + " \"training\"}], \"dataset\": {\"name\": \"limits\", \"digest\": \"abc\", \"source_type\": \"attune\", \"source\":"
                + " \"limits@1\"}}]}");
        post("runs/log-model", "{\"run_id\": \"" + run + "\", \"model_json\": \"{\\\"artifact_path\\\": \\\"a\\\"}\"}");
        post("runs/log-model", "{\"run_id\": \"" + run + "\", \"model_json\": \"{\\\"artifact_path\\\": \\\"b\\\"}\"}");

        var found = get("runs/get?run_id=" + run).json().path("run");
        assertThat(found.at("/inputs/dataset_inputs/0/dataset/name").asString()).isEqualTo("limits");
        assertThat(found.at("/data/tags").valueStream().filter(tag -> tag.path("key").asString().equals(
                "mlflow.log-model.history")).map(tag -> tag.path(
                        "value").asString())).singleElement().asString().contains(
                                "\"a\"", "\"b\"");
        assertThat(post("runs/search", "{\"experiment_ids\": [\"" + experiment
                + "\"], \"filter\": \"datasets.name = 'limits'"
                + " and datasets.context = 'training'\"}").json().path("runs").size()).isEqualTo(1);
        assertThat(post("runs/log-model", "{\"run_id\": \"" + run
                + "\", \"model_json\": \"nothing\"}").error()).isEqualTo(
                        "400 INVALID_PARAMETER_VALUE");
    }

    @Test
    void what_cannot_be_asked_for_names_what_can() {
        assertThat(search("attributes.colour = 'red'").message()).contains("colour").contains("run_name");
        assertThat(search("metrics.m = 'red'").message()).contains("numeric");
        assertThat(search("params.p = 1").message()).contains("quoted");
        assertThat(search("params.p > 'x'").message()).contains("Invalid comparator '>'");
        assertThat(post("runs/search", "{\"max_results\": 50001}").message()).contains("at most 50000");
        assertThat(post("runs/search", "{\"page_token\": \"x\"}").error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
    }

    private Reply search(String filter) {
        return post("runs/search", "{\"experiment_ids\": [\"" + experiment + "\"], \"filter\": \"" + filter + "\"}");
    }
}
