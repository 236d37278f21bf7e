package io.attune.registry.mlflow.models;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.kernel.ProjectId;
import io.attune.registry.Aliases;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.AnswerPolicy.Grounding;
import io.attune.registry.AnswerPolicy.WithoutSupport;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.LineageNode;
import io.attune.registry.Models;
import io.attune.registry.NewDeployment;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicy;
import io.attune.registry.PromotionRequest;
import io.attune.registry.Promotions;
import io.attune.registry.Quarantines;
import io.attune.registry.Samples;
import io.attune.registry.VersionRef;
import io.attune.registry.mlflow.MlflowServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What is refused on the way to models and versions, in MLflow's codes and words. */
class RegistryRefusalsIT extends MlflowServer {
    private static final ProjectId DEFAULT = ProjectId.DEFAULT;
    private final String name = "model-" + UUID.randomUUID();

    @Autowired
    private Models models;
    @Autowired
    private Aliases aliases;
    @Autowired
    private Promotions promotions;
    @Autowired
    private Quarantines quarantines;
    @Autowired
    private PromotionPolicies policies;
    @Autowired
    private Deployments deployments;

    @BeforeEach
    void aModel() {
        post("registered-models/create", "{\"name\": \"" + name + "\"}");
    }

    private Reply version() {
        return post("model-versions/create", "{\"name\": \"" + name + "\", \"source\": \"s3://b/m\"}");
    }

    private Reply alias(String alias, int version) {
        return post("registered-models/alias", "{\"name\": \"" + name + "\", \"alias\": \"" + alias
                + "\", \"version\": \"" + version + "\"}");
    }

    @Test
    void a_name_is_given_once() {
        Reply again = post("registered-models/create", "{\"name\": \"" + name + "\"}");

        assertThat(again.error()).isEqualTo("400 RESOURCE_ALREADY_EXISTS");
        assertThat(again.message()).contains("Registered Model (name=" + name + ") already exists");
    }

    @Test
    void a_model_is_not_renamed_onto_another() {
        post("registered-models/create", "{\"name\": \"" + name + "-2\"}");

        assertThat(post("registered-models/rename", "{\"name\": \"" + name + "\", \"new_name\": \"" + name
                + "-2\"}").error()).isEqualTo("400 RESOURCE_ALREADY_EXISTS");
        assertThat(post("registered-models/rename", "{\"name\": \"" + name + "\"}").error()).isEqualTo(
                "400 INVALID_PARAMETER_VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "Latest", "v3", "V12", "a b", "a/b", "é!"})
    void an_alias_that_reads_like_a_version_or_has_other_characters_is_refused(String alias) {
        version();

        assertThat(alias(alias, 1).error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
    }

    @Test
    void an_alias_points_at_versions_that_are_there_alone() {
        version();

        assertThat(alias("champion", 7).error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        assertThat(get("registered-models/alias?alias=champion&name=" + name).error()).isEqualTo(
                "400 INVALID_PARAMETER_VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "file:///etc", "s3://b/../../c", "s3://b/%2e%2e/c",
            "mlflow-artifacts:/1/%252E%252E/2",
            "~/models", "..\\\\..\\\\x"})
    void a_source_on_this_machine_or_one_that_climbs_is_refused(String source) {
        Reply refused = post("model-versions/create", "{\"name\": \"" + name + "\", \"source\": \"" + source + "\"}");

        assertThat(refused.error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(refused.message()).contains("Invalid model version source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registered-models/get", "registered-models/get-latest-versions",
            "model-versions/get?name=x",
            "registered-models/alias?name=x", "model-versions/get-download-uri?version=1"})
    void what_must_be_named_is_named(String path) {
        Reply refused = get(path);

        assertThat(refused.error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(refused.message()).startsWith("Missing value for required parameter");
    }

    @Test
    void a_version_is_a_whole_number() {
        assertThat(get("model-versions/get?name=" + name + "&version=one").message()).isEqualTo(
                "Model version must be an integer, got 'one'");
    }

    @Test
    void a_stage_is_one_of_four_and_only_two_are_held_alone() {
        version();

        assertThat(transition("Live", false).message()).contains("None, Staging, Production, Archived");
        assertThat(transition("Archived", true).message()).contains("not an Active stage");
    }

    private Reply transition(String stage, boolean archive) {
        return post("model-versions/transition-stage", "{\"name\": \"" + name + "\", \"version\": \"1\", \"stage\": \""
                + stage + "\", \"archive_existing_versions\": \"" + archive + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"name = 'a' OR name = 'b'", "size > 3", "name > 'a'", "tags.a = 1", "version_number = 'a'"})
    void a_filter_that_cannot_be_read_or_asked_is_refused(String filter) {
        assertThat(get("model-versions/search?filter=" + java.net.URLEncoder.encode(filter,
                java.nio.charset.StandardCharsets.UTF_8)).error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
    }

    @Test
    void an_order_names_each_key_once() {
        assertThat(get("model-versions/search?order_by=name&order_by=name%20DESC").message()).contains(
                "`order_by` contains duplicate fields");
        assertThat(get("model-versions/search?max_results=200001").error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(get("registered-models/search?max_results=1001").error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
    }

    @Test
    void an_alias_that_a_promotion_decides_is_not_moved_past_it() {
        Samples.register(models, DEFAULT, name, 1);
        version();
        var promotion = promotions.request(new PromotionRequest(DEFAULT, new VersionRef(name, 1), "champion", 1, "ann",
                null, List.of())).promotion();

        Reply refused = alias("champion", 2);

        assertThat(refused.error()).isEqualTo("403 PERMISSION_DENIED");
        assertThat(refused.message()).contains(promotion.id().value());
        assertThat(alias("challenger", 2).status()).isEqualTo(200);
        assertThat(aliases.history(DEFAULT, name, "challenger")).singleElement().satisfies(
                move -> assertThat(move.reason()).isEqualTo("Moved by an MLflow client"));
    }

    @Test
    void an_alias_that_the_policy_of_promotions_names_is_not_moved_here() {
        version();
        String alias = name.substring(0, 20);
        policies.set(Samples.approver(DEFAULT, "ann"), new PromotionPolicy(List.of(new PromotionPolicy.Rule(alias + "*",
                1, false))), null);

        Reply refused = alias(alias + "-eu", 1);

        assertThat(refused.error()).isEqualTo("403 PERMISSION_DENIED");
        assertThat(refused.message()).contains("the project's policy of promotions, version");
        assertThat(alias("other", 1).status()).isEqualTo(200);
        policies.set(Samples.approver(DEFAULT, "ann"), PromotionPolicy.NONE, null);
        assertThat(alias(alias + "-eu", 1).status()).isEqualTo(200);
    }

    @Test
    void what_is_quarantined_gets_no_alias_no_stage_and_no_copy() {
        version();
        var node = LineageNode.version(new VersionRef(name, 1));
        assertThat(copy().status()).isEqualTo(200);
        quarantines.place(Samples.approver(DEFAULT, "ann"), node, "leaks");

        assertThat(alias("challenger", 1).error()).isEqualTo("403 PERMISSION_DENIED");
        assertThat(alias("challenger", 1).message()).contains(node.toString(), "leaks", "attune quarantine lift");
        assertThat(alias("challenger", 2).message()).contains("was made from " + node);
        assertThat(transition("Production", false).error()).isEqualTo("403 PERMISSION_DENIED");
        assertThat(transition("Archived", false).status()).isEqualTo(200);
        assertThat(copy().error()).isEqualTo("403 PERMISSION_DENIED");
        assertThat(post("registered-models/rename", "{\"name\": \"" + name + "\", \"new_name\": \"" + name
                + "-2\"}").message()).contains("a quarantine names it");
    }

    private Reply copy() {
        return post("model-versions/create", "{\"name\": \"" + name + "\", \"source\": \"models:/" + name
                + "/1\"}");
    }

    @Test
    void what_a_deployment_serves_is_not_deleted_and_its_alias_not_moved() {
        Samples.register(models, DEFAULT, name, 2);
        aliases.move(Samples.champion(DEFAULT, name, 1));
        deployments.deploy(new NewDeployment(DEFAULT, name, name, "champion", new Knowledge.None("none is needed"),
                new AnswerPolicy("", "I do not know.", Grounding.EXTRACTED, WithoutSupport.ABSTAIN, List.of(), 100),
                "ann"));

        assertThat(delete(1).error()).isEqualTo("409 RESOURCE_CONFLICT");
        assertThat(delete(1).message()).contains("deployment '" + name + "'");
        assertThat(send("DELETE", "/api/2.0/mlflow/registered-models/delete", "{\"name\": \"" + name
                + "\"}").error()).isEqualTo("409 RESOURCE_CONFLICT");
        assertThat(alias("champion", 2).error()).isEqualTo("403 PERMISSION_DENIED");
        assertThat(delete(2).status()).isEqualTo(200);
        assertThat(models.find(DEFAULT, new VersionRef(name, 1))).isPresent();
    }

    private Reply delete(int version) {
        return send("DELETE", "/api/2.0/mlflow/model-versions/delete", "{\"name\": \"" + name + "\", \"version\": \""
                + version + "\"}");
    }

    @Test
    void a_model_whose_runs_know_its_name_keeps_it() {
        Samples.register(models, DEFAULT, name, 1);

        Reply refused = post("registered-models/rename", "{\"name\": \"" + name + "\", \"new_name\": \"" + name
                + "-2\"}");

        assertThat(refused.error()).isEqualTo("409 RESOURCE_CONFLICT");
        assertThat(refused.message()).contains("a run of its recipe names it");
    }

    @Test
    void a_deleted_version_leaves_the_history_of_its_aliases() {
        version();
        version();
        alias("best", 1);
        alias("best", 2);
        delete(2);

        assertThat(get("registered-models/alias?alias=best&name=" + name).error()).isEqualTo(
                "400 INVALID_PARAMETER_VALUE");
        assertThat(aliases.history(DEFAULT, name, "best")).extracting(move -> move.from() + ">"
                + move.to()).containsExactly(
                        "2>0", "1>2", "null>1");
        assertThat(alias("best", 2).error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        assertThat(alias("best", 1).status()).isEqualTo(200);
    }

    @Test
    void two_hundred_writers_at_once_lose_nothing_and_get_a_number_each() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(200)) {
            var numbers = IntStream.range(0, 200).mapToObj(i -> writers.submit(() -> {
                String number = version().json().path("model_version").path("version").asString();
                post("registered-models/set-tag", "{\"name\": \"" + name + "\", \"key\": \"k" + i
                        + "\", \"value\": \"" + number + "\"}");
                alias("racing", Integer.parseInt(number));
                return number;
            })).toList();

            Set<String> given = numbers.stream().map(RegistryRefusalsIT::get).collect(Collectors.toSet());
            assertThat(given).hasSize(200).contains("1", "200");
        }
        var model = get("registered-models/get?name=" + name).json().path("registered_model");
        assertThat(model.path("tags").size()).isEqualTo(200);
        assertThat(aliases.history(DEFAULT, name, "racing")).hasSize(200).extracting(
                move -> move.to()).doesNotHaveDuplicates();
    }

    private static String get(Future<String> future) {
        try {
            return future.get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
