package io.attune.registry.mlflow.models;

import java.util.List;
import java.util.UUID;

import io.attune.registry.mlflow.MlflowServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.ModelRegistry.ModelVersionTag;
import org.mlflow.api.proto.ModelRegistry.RegisteredModel;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.ModelVersionsPage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** MLflow's own Java client against the registry: every method for models that it has, and its plain requests for the rest. */
class RegistryClientIT extends MlflowServer {
    private final String name = "a model of " + UUID.randomUUID();
    private MlflowClient client;

    @BeforeEach
    void aModel() {
        client = client();
        client.sendPost("registered-models/create", "{\"name\": \"" + name
                + "\", \"description\": \"answers\", \"tags\": [{\"key\": \"team\", \"value\": \"search\"}]}");
    }

    private String version(String... more) {
        return client.sendPost("model-versions/create", "{\"name\": \"" + name + "\", \"source\": \"s3://bucket/" + name
                + "\", \"run_id\": \"0123\"" + String.join("", more) + "}");
    }

    @Test
    void a_model_is_read_with_its_words_its_tags_and_the_newest_version_of_each_stage() {
        version();
        version();
        transition(1, "Production", false);

        RegisteredModel model = client.getRegisteredModel(name);

        assertThat(model.getName()).isEqualTo(name);
        assertThat(model.getDescription()).isEqualTo("answers");
        assertThat(model.getTagsList()).singleElement().satisfies(tag -> assertThat(tag.getKey() + "="
                + tag.getValue()).isEqualTo("team=search"));
        assertThat(model.getCreationTimestamp()).isPositive().isLessThanOrEqualTo(model.getLastUpdatedTimestamp());
        assertThat(model.getLatestVersionsList()).extracting(one -> one.getVersion() + " "
                + one.getCurrentStage()).containsExactlyInAnyOrder("1 Production", "2 None");
    }

    @Test
    void a_version_is_numbered_and_keeps_what_it_was_registered_with() {
        version(", \"description\": \"first\", \"run_link\": \"http://runs/1\","
                + " \"tags\": [{\"key\": \"size\", \"value\": \"8b\"}]");

        ModelVersion version = client.getModelVersion(name, "1");

        assertThat(version.getVersion()).isEqualTo("1");
        assertThat(version.getSource()).isEqualTo("s3://bucket/" + name);
        assertThat(version.getRunId()).isEqualTo("0123");
        assertThat(version.getRunLink()).isEqualTo("http://runs/1");
        assertThat(version.getDescription()).isEqualTo("first");
        assertThat(version.getCurrentStage()).isEqualTo("None");
        assertThat(version.getStatus().name()).isEqualTo("READY");
        assertThat(version.getTagsList()).extracting(ModelVersionTag::getKey).containsExactly("size");
        assertThat(client.getModelVersionDownloadUri(name, "1")).isEqualTo("s3://bucket/" + name);
    }

    @Test
    void the_latest_versions_are_asked_for_by_stage() {
        version();
        version();
        transition(1, "staging", false);

        assertThat(client.getLatestVersions(name)).extracting(ModelVersion::getVersion).containsExactlyInAnyOrder("1",
                "2");
        assertThat(client.getLatestVersions(name, List.of("Staging"))).extracting(
                ModelVersion::getVersion).containsExactly("1");
    }

    @Test
    void versions_are_searched_page_by_page_in_an_order() {
        for (int i = 0; i < 5; i++) {
            version();
        }
        ModelVersionsPage first = client.searchModelVersions("name = '" + name + "'", 3, List.of("version_number ASC"));

        assertThat(first.getItems()).extracting(ModelVersion::getVersion).containsExactly("1", "2", "3");
        assertThat(first.hasNextPage()).isTrue();
        assertThat(((ModelVersionsPage) first.getNextPage()).getItems()).extracting(
                ModelVersion::getVersion).containsExactly("4", "5");
        assertThat(client.searchModelVersions("name = '" + name + "' AND version_number > 3").getItems()).extracting(
                ModelVersion::getVersion).containsExactly("5", "4");
        assertThat(client.searchModelVersions("name = '" + name + "' AND run_id IN ('0123', '4')").getItems()).hasSize(
                5);
        assertThat(client.searchModelVersions().getItems()).isNotEmpty();
    }

    @Test
    void words_are_changed_by_a_patch_and_the_rest_stays() {
        version();
        client.sendPatch("registered-models/update", "{\"name\": \"" + name + "\", \"description\": \"better\"}");
        client.sendPatch("model-versions/update", "{\"name\": \"" + name
                + "\", \"version\": \"1\", \"description\": \"better too\"}");

        assertThat(client.getRegisteredModel(name).getDescription()).isEqualTo("better");
        assertThat(client.getRegisteredModel(name).getTagsCount()).isEqualTo(1);
        assertThat(client.getModelVersion(name, "1").getDescription()).isEqualTo("better too");
    }

    @Test
    void an_alias_points_at_a_version_and_is_shown_with_it_and_with_the_model() {
        version();
        version();
        alias("POST", "champion", ", \"version\": \"1\"");
        alias("POST", "champion", ", \"version\": \"2\"");

        assertThat(client.sendGet("registered-models/alias?alias=champion&name=" + name.replace(" ", "%20"))).contains(
                "\"version\":\"2\"");
        assertThat(client.getModelVersion(name, "2").getAliasesList()).containsExactly("champion");
        assertThat(client.getModelVersion(name, "1").getAliasesList()).isEmpty();
        assertThat(client.getRegisteredModel(name).getAliasesList()).singleElement().satisfies(
                alias -> assertThat(alias.getVersion()).isEqualTo("2"));

        alias("DELETE", "champion", "");
        alias("DELETE", "champion", "");
        assertThat(client.getRegisteredModel(name).getAliasesList()).isEmpty();
    }

    @Test
    void tags_are_set_and_taken_away_one_by_one() {
        version();
        client.sendPost("registered-models/set-tag", "{\"name\": \"" + name
                + "\", \"key\": \"a b\", \"value\": \"1\"}");
        client.sendPost("model-versions/set-tag", "{\"name\": \"" + name
                + "\", \"version\": \"1\", \"key\": \"reviewed\", \"value\": \"yes\"}");
        assertThat(client.getRegisteredModel(name).getTagsCount()).isEqualTo(2);
        assertThat(client.searchModelVersions("name = '" + name + "' AND tags.reviewed = 'yes'").getItems()).hasSize(1);

        send("DELETE", "/api/2.0/mlflow/registered-models/delete-tag", "{\"name\": \"" + name
                + "\", \"key\": \"a b\"}");
        send("DELETE", "/api/2.0/mlflow/model-versions/delete-tag", "{\"name\": \"" + name
                + "\", \"version\": \"1\", \"key\": \"reviewed\"}");
        assertThat(client.getRegisteredModel(name).getTagsCount()).isEqualTo(1);
        assertThat(client.getModelVersion(name, "1").getTagsList()).isEmpty();
    }

    @Test
    void a_version_takes_its_stage_alone_where_the_client_wants_it_so() {
        version();
        version();
        transition(1, "Production", false);
        transition(2, "Production", true);

        assertThat(client.getModelVersion(name, "1").getCurrentStage()).isEqualTo("Archived");
        assertThat(client.getModelVersion(name, "2").getCurrentStage()).isEqualTo("Production");
    }

    @Test
    void the_number_of_a_deleted_version_is_never_used_again() {
        version();
        version();
        assertThat(send("DELETE", "/api/2.0/mlflow/model-versions/delete", "{\"name\": \"" + name
                + "\", \"version\": \"2\"}").body()).isEqualTo("{}");

        assertThatThrownBy(() -> client.getModelVersion(name, "2")).hasMessageContaining("Model Version (name=" + name
                + ", version=2) not found");
        version();
        assertThat(client.searchModelVersions("name = '" + name + "'").getItems()).extracting(
                ModelVersion::getVersion).containsExactly("3", "1");
    }

    @Test
    void a_renamed_model_takes_its_versions_and_aliases_along() {
        version();
        alias("POST", "challenger", ", \"version\": \"1\"");
        String newName = name + " anew";
        client.sendPost("registered-models/rename", "{\"name\": \"" + name + "\", \"new_name\": \"" + newName + "\"}");

        assertThat(client.getModelVersion(newName, "1").getAliasesList()).containsExactly("challenger");
        assertThatThrownBy(() -> client.getRegisteredModel(name)).hasMessageContaining("Registered Model with name="
                + name
                + " not found");
        client.sendPost("registered-models/rename", "{\"name\": \"" + newName + "\", \"new_name\": \"" + name + "\"}");
        assertThat(client.getRegisteredModel(name).getLatestVersionsCount()).isEqualTo(1);
    }

    @Test
    void a_deleted_model_may_be_made_again_and_its_numbers_go_on() {
        version();
        send("DELETE", "/api/2.0/mlflow/registered-models/delete", "{\"name\": \"" + name + "\"}");
        assertThatThrownBy(() -> client.getRegisteredModel(name)).hasMessageContaining("not found");

        client.sendPost("registered-models/create", "{\"name\": \"" + name + "\"}");
        version();
        assertThat(client.getRegisteredModel(name).getTagsCount()).isZero();
        assertThat(client.searchModelVersions("name = '" + name + "'").getItems()).extracting(
                ModelVersion::getVersion).containsExactly("2");
    }

    @Test
    void models_are_searched_and_prompts_only_where_they_are_asked_for() {
        post("registered-models/create", "{\"name\": \"" + name
                + " prompt\", \"tags\": [{\"key\": \"mlflow.prompt.is_prompt\", \"value\": \"true\"}]}");

        assertThat(found("name LIKE '" + name + "%'")).containsExactly(name);
        assertThat(found("name LIKE '" + name + "%' AND tags.`mlflow.prompt.is_prompt` != 'true'")).containsExactly(
                name);
        assertThat(found("name LIKE '" + name + "%' AND tags.`mlflow.prompt.is_prompt` = 'true'")).containsExactly(name
                + " prompt");
        assertThat(found("tags.team = 'search' AND name = '" + name + "'")).containsExactly(name);
        assertThat(found("tags.team != 'search' AND name LIKE '" + name + "%'")).isEmpty();
    }

    private List<String> found(String filter) {
        return get("registered-models/search?filter=" + java.net.URLEncoder.encode(filter,
                java.nio.charset.StandardCharsets.UTF_8)).json().path("registered_models").valueStream().map(
                        model -> model.path("name").asString()).toList();
    }

    @Test
    void a_copy_of_a_version_lies_where_the_copied_one_lies() {
        version();
        client.sendPost("model-versions/create", "{\"name\": \"" + name + "\", \"source\": \"models:/" + name
                + "/1\"}");

        assertThat(client.getModelVersionDownloadUri(name, "2")).isEqualTo("s3://bucket/" + name);
    }

    private void transition(int number, String stage, boolean archive) {
        client.sendPost("model-versions/transition-stage", "{\"name\": \"" + name + "\", \"version\": \"" + number
                + "\", \"stage\": \"" + stage + "\", \"archive_existing_versions\": " + archive + "}");
    }

    private void alias(String method, String alias, String more) {
        assertThat(send(method, "/api/2.0/mlflow/registered-models/alias", "{\"name\": \"" + name + "\", \"alias\": \""
                + alias + "\"" + more + "}").body()).isEqualTo("{}");
    }
}
