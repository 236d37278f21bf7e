package io.attune.registry.mlflow.models;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import io.attune.registry.mlflow.MlflowServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages of models and versions follow each other without a gap and without showing one twice. */
class RegistryPagesIT extends MlflowServer {
    private final String name = "pages-" + UUID.randomUUID();

    @BeforeEach
    void two_models_with_versions() {
        for (String model : List.of(name + "-a", name + "-b")) {
            post("registered-models/create", "{\"name\": \"" + model + "\"}");
            for (int i = 0; i < 3; i++) {
                post("model-versions/create", "{\"name\": \"" + model + "\", \"source\": \"s3://b/m\"}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'', a3 a2 a1 b3 b2 b1", "name ASC, a3 a2 a1 b3 b2 b1", "name DESC, b3 b2 b1 a3 a2 a1",
            "version_number ASC, a1 b1 a2 b2 a3 b3", "version_number DESC, a3 b3 a2 b2 a1 b1",
            "creation_timestamp ASC, a1 a2 a3 b1 b2 b3", "last_updated_timestamp DESC, b3 b2 b1 a3 a2 a1"})
    void the_versions_of_all_pages_are_those_of_one_large_page(String order, String expected) {
        for (int size = 1; size <= 6; size++) {
            assertThat(walk("model-versions/search", "model_versions", order, size)).as("pages of %s",
                    size).containsExactly(expected.split(" "));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', a b", "name DESC, b a", "creation_timestamp DESC, b a", "last_updated_timestamp ASC, a b"})
    void so_are_the_models(String order, String expected) {
        assertThat(walk("registered-models/search", "registered_models", order, 1)).containsExactly(expected.split(
                " "));
    }

    private List<String> walk(String search, String list, String order, int size) {
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = search(search, order, size, token).json();
            page.path(list).forEach(one -> seen.add(one.path("name").asString().substring(name.length() + 1)
                    + one.path("version").asString("")));
            token = page.path("next_page_token").asString("");
        } while (!token.isEmpty());
        return seen;
    }

    private Reply search(String search, String order, int size, String token) {
        return get(search + "?max_results=" + size + "&filter=" + encoded("name LIKE '" + name + "%'")
                + (order.isEmpty() ? "" : "&order_by=" + encoded(order)) + "&page_token=" + encoded(token));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void what_is_added_meanwhile_shifts_nothing() {
        String first = search("model-versions/search", "", 1, "").json().path("next_page_token").asString();
        post("model-versions/create", "{\"name\": \"" + name + "-a\", \"source\": \"s3://b/m\"}");
        assertThat(search("model-versions/search", "", 1, first).json().at(
                "/model_versions/0/version").asString()).isEqualTo("2");
    }

    @Test
    void a_token_is_good_for_its_order_alone() {
        String token = search("model-versions/search", "", 1, "").json().path("next_page_token").asString();
        Reply reply = search("model-versions/search", "name DESC", 1, token);
        assertThat(reply.error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(reply.message()).contains("another 'order_by'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "[]", "{\"offset\": 1}", "{\"order\": \"v.name, v.number desc\", \"after\": [\"a\"]}",
            "{\"order\": \"v.name, v.number desc\", \"after\": [\"a\", \"b\"]}",
            "{\"order\": \"v.name, v.number desc\", \"after\": [\"a\", null]}"})
    void a_token_that_was_not_made_here_is_refused(String token) {
        assertThat(search("model-versions/search", "", 1, Base64.getEncoder().encodeToString(token.getBytes(
                StandardCharsets.UTF_8))).message()).contains("Invalid page token");
    }

    @Test
    void the_newest_of_each_stage_is_shown_with_the_model() {
        post("model-versions/transition-stage", "{\"name\": \"" + name
                + "-a\", \"version\": \"1\", \"stage\": \"Staging\", \"archive_existing_versions\": false}");
        List<String> latest = new ArrayList<>();
        get("registered-models/get?name=" + name + "-a").json().at("/registered_model/latest_versions").forEach(
                version -> latest.add(version.path("version").asString() + version.path("current_stage").asString()));
        Collections.sort(latest);
        assertThat(latest).containsExactly("1Staging", "3None");
    }
}
