package io.attune.registry;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.platform.PlatformProperties;
import io.attune.registry.AnswerPolicy.Grounding;
import io.attune.registry.AnswerPolicy.WithoutSupport;
import io.attune.registry.PromotionRequest.GateResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static io.attune.registry.Samples.ask;
import static io.attune.registry.Samples.bill;
import static io.attune.registry.Samples.champion;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.tuned;
import static org.assertj.core.api.Assertions.assertThat;

/** The registry over HTTP, as the administrator of the default project sees it. */
@RegistryTest
class RegistryWebIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;
    @Autowired
    Models models;
    @Autowired
    Aliases aliases;
    @Autowired
    Promotions promotions;
    @Autowired
    Deployments deployments;
    @Autowired
    Ledger ledger;

    private final String model = Samples.newProject().value();
    private final RunId run = newRun();

    @BeforeEach
    void two_versions() {
        models.register(tuned(PROJECT, model, run));
        models.register(tuned(PROJECT, model, newRun()));
    }

    @Test
    void a_model_is_shown_with_its_aliases() {
        aliases.move(champion(PROJECT, model, 2));
        assertThat(get("/models/" + model)).hasStatusOk().bodyJson().isLenientlyEqualTo(
                """
                        {"name": "%s", "versions": 2, "aliases": {"champion": 2}}""".formatted(model));
    }

    @Test
    void an_unknown_model_is_a_problem_with_the_next_step() {
        assertThat(get("/models/nothing")).hasStatus(404).bodyJson().isLenientlyEqualTo(
                """
                        {"code": "not-found", "nextStep": "List them with: attune model list"}""");
    }

    @Test
    void a_version_is_shown_with_its_bill_and_its_lineage() {
        ledger.charge(bill(PROJECT, run, model, "1.25", Instant.parse("2026-01-05T00:00:00Z")));
        assertThat(get("/models/" + model + "/versions/1")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                """
                        {"ref": "%1$s@1", "origin": "tuned", "run": "%2$s", "dataset": "%1$s@1", "method": "supervised",
                         "served": {"connection": "sandbox", "capable": false}, "hyperparameters": {"epochs": "3"},
                         "metrics": [{"suite": "defaults", "arm": "tuned", "measure": "exact-value",
                                      "value": {"estimate": 0.9}, "examples": 209}],
                         "charges": [{"kind": "training", "amount": {"amount": "1.25", "currency": "USD"},
                                      "priceSource": "demo tariff"}],
                         "cost": [{"amount": "1.25", "currency": "USD"}],
                         "upstream": {"nodes": ["version:%1$s@1", "run:%2$s", "dataset:%1$s@1"]}}""".formatted(model,
                        run));
    }

    @Test
    void versions_come_newest_first_page_by_page() {
        assertThat(get("/models/" + model + "/versions?limit=1")).bodyJson().isLenientlyEqualTo(
                "{\"items\": [{\"number\": 2}], \"nextCursor\": \"2\"}");
        assertThat(get("/models/" + model + "/versions?limit=1&cursor=2")).bodyJson().isLenientlyEqualTo(
                "{\"items\": [{\"number\": 1}], \"nextCursor\": null}");
    }

    @Test
    void the_words_about_a_version_are_patched() {
        assertThat(send("PATCH", "/models/" + model + "/versions/1",
                "{\"description\": \"calm\"}")).hasStatusOk().bodyJson().extractingPath("$.description").isEqualTo(
                        "calm");
    }

    @Test
    void an_alias_moves_only_for_one_who_saw_where_it_points() {
        String path = "/api/v1/models/" + model + "/aliases/champion";
        String body = "{\"version\": 1, \"reason\": \"first\"}";
        assertThat(request("PUT", path, body).exchange()).hasStatus(428);
        assertThat(request("PUT", path, body).header("If-None-Match", "*").exchange()).hasStatusOk().headers().hasValue(
                "ETag", "\"1\"");
        String next = "{\"version\": 2, \"reason\": \"better\"}";
        assertThat(request("PUT", path, next).header("If-Match", "\"7\"").exchange()).hasStatus(
                412).bodyJson().extractingPath("$.code").isEqualTo("alias-moved");
        assertThat(request("PUT", path, next).header("If-Match", "\"1\"").exchange()).hasStatusOk();
        assertThat(request("PUT", path, "{\"version\": 2}").header("If-Match", "\"2\"").exchange()).hasStatus(400);
        assertThat(get("/models/" + model + "/aliases/champion/history")).bodyJson().isLenientlyEqualTo(
                "{\"items\": [{\"from\": 1, \"to\": 2, \"actor\": \"admin\"}, {\"from\": null, \"to\": 1}]}");
    }

    @Test
    void a_promotion_waits_and_is_approved() {
        Promotion waiting = promotions.request(new PromotionRequest(PROJECT, new VersionRef(model, 1), "champion", 1,
                "system", null, List.of(new GateResult("g", true, "1.0")))).promotion();
        assertThat(get("/promotions?state=waiting")).bodyText().contains(waiting.id().value());
        assertThat(send("POST", "/promotions/" + waiting.id() + "/approve",
                "{\"comment\": \"good\"}")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                        "{\"outcome\": \"promoted\", \"move\": {\"to\": 1}, \"promotion\": {\"state\": \"promoted\","
                                + " \"missing\": 0, \"decisions\": [{\"approver\": \"admin\", \"approved\": true}]}}");
        assertThat(get("/promotions?state=waiting")).bodyText().doesNotContain(waiting.id().value());
    }

    @Test
    void a_deployment_is_shown_and_rolled_back() {
        aliases.move(champion(PROJECT, model, 1));
        aliases.move(champion(PROJECT, model, 2));
        deployments.deploy(new NewDeployment(PROJECT, model, model, "champion", new Knowledge.Paired("docs"),
                new AnswerPolicy("", "I do not know.", Grounding.EXTRACTED, WithoutSupport.ABSTAIN, List.of(), 100),
                "system"));
        assertThat(get("/deployments/" + model)).bodyJson().isLenientlyEqualTo(
                "{\"knowledgeBase\": \"docs\", \"serving\": {\"number\": 2}, \"answers\": {\"grounding\": \"extracted\"}}");
        assertThat(send("POST", "/deployments/" + model + "/rollback",
                "{\"from\": 2, \"reason\": \"worse\"}")).hasStatusOk().bodyJson().extractingPath(
                        "$.serving.number").isEqualTo(1);
        assertThat(get("/lineage/deployment:" + model)).bodyText().contains("version:" + model + "@2");
    }

    @Test
    void a_policy_of_promotions_is_changed_by_one_who_saw_it_and_holds_for_what_people_ask() {
        String path = "/api/v1/policies/promotions";
        String seen = get("/policies/promotions").getResponse().getHeader("ETag");
        String wish = "{\"rules\": [{\"alias\": \"" + model + "\", \"approvals\": 2}]}";
        assertThat(request("PUT", path, wish).exchange()).hasStatus(428);
        assertThat(request("PUT", path, "{}").header("If-Match", String.valueOf(seen)).exchange()).hasStatus(400);
        assertThat(request("PUT", path, "{\"rules\": [{\"alias\": \"latest\"}]}").header("If-Match", String.valueOf(
                seen)).exchange()).hasStatus(400);
        assertThat(request("PUT", path, wish).header("If-Match", String.valueOf(seen)).exchange()).hasStatusOk();
        assertThat(request("PUT", path, wish).header("If-Match", String.valueOf(seen)).exchange()).hasStatus(412);
        assertThat(get("/policies/promotions")).bodyJson().isLenientlyEqualTo(
                "{\"rules\": [{\"alias\": \"" + model
                        + "\", \"approvals\": 2, \"gates\": false}], \"setBy\": \"admin\"}");
        assertThat(get("/policies/promotions/history")).bodyText().contains(model);

        assertThat(send("POST", "/promotions", "{\"version\": \"" + model + "@1\", \"alias\": \"" + model
                + "\", \"approvals\": 0}")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                        "{\"outcome\": \"waiting\", \"promotion\": {\"approvals\": 2, \"requester\": \"admin\"}}");
        assertThat(send("POST", "/promotions", "{\"version\": \"" + model + "@1\", \"alias\": \"free\","
                + " \"approvals\": 0}")).bodyJson().isLenientlyEqualTo(
                        "{\"outcome\": \"waiting\", \"promotion\": {\"approvals\": 1}}");
    }

    @Test
    void what_is_asked_by_people_goes_by_the_gates_that_were_judged_last() {
        promotions.request(new PromotionRequest(PROJECT, new VersionRef(model, 1), "champion", 0, "system", run,
                List.of(new GateResult("g", false, "0.1"))));
        assertThat(send("POST", "/promotions", "{\"version\": \"" + model
                + "@1\", \"alias\": \"next\"}")).bodyJson().isLenientlyEqualTo(
                        "{\"outcome\": \"refused\", \"promotion\": {\"run\": \"" + run + "\"}}");
    }

    @Test
    void evidence_is_given_under_its_digest_and_signed() {
        MvcTestResult first = get("/models/" + model + "/versions/1/evidence");
        assertThat(first).hasStatusOk().bodyJson().isLenientlyEqualTo(
                """
                        {"evidence": {"format": "attune-evidence/1", "project": "default",
                          "version": {"ref": "%1$s@1", "origin": "tuned", "run": "%2$s"}, "dataset": {"ref": "%1$s@1"},
                          "metrics": [{"measure": "exact-value"}], "promotions": []},
                         "signature": {"payloadType": "application/vnd.attune.evidence+json"}}""".formatted(model,
                        run));
        assertThat(first).bodyJson().extractingPath("$.digest").asString().matches("sha256:[0-9a-f]{64}");
        assertThat(get("/models/" + model + "/versions/1/evidence").getResponse().getHeader("ETag")).isEqualTo(
                first.getResponse().getHeader("ETag"));
        assertThat(get("/models/" + model + "/versions/9/evidence")).hasStatus(404);
    }

    @Test
    void a_version_is_quarantined_and_lifted_with_what_depends_on_it() {
        aliases.move(champion(PROJECT, model, 1));
        deployments.deploy(new NewDeployment(PROJECT, model, model, "champion", new Knowledge.Paired("docs"),
                new AnswerPolicy("", "I do not know.", Grounding.EXTRACTED, WithoutSupport.ABSTAIN, List.of(), 100),
                "system"));
        String node = "version:" + model + "@1";
        assertThat(send("POST", "/quarantines", "{\"node\": \"" + node + "\"}")).hasStatus(400);
        assertThat(send("POST", "/quarantines", "{\"node\": \"" + node
                + "\", \"reason\": \"leaks\"}")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                        "{\"quarantine\": {\"standing\": true, \"placedBy\": \"admin\", \"reason\": \"leaks\"},"
                                + " \"dependants\": [\"deployment:" + model + "\"]}");
        assertThat(get("/quarantines")).bodyText().contains(node);
        assertThat(get("/deployments/" + model)).bodyJson().isLenientlyEqualTo(
                "{\"serving\": null, \"quarantine\": {\"ref\": \"" + model + "@1\", \"reason\": \"leaks\"}}");
        assertThat(request("PUT", "/api/v1/models/" + model + "/aliases/next",
                "{\"version\": 1, \"reason\": \"try\"}").header("If-None-Match", "*").exchange()).hasStatus(
                        403).bodyJson().isLenientlyEqualTo("{\"code\": \"quarantined\"}");

        assertThat(send("POST", "/quarantines/" + node + "/lift", "{\"reason\": \"fine\"}")).hasStatusOk();
        assertThat(get("/quarantines/" + node)).bodyJson().isLenientlyEqualTo(
                "{\"standing\": [], \"history\": [{\"liftReason\": \"fine\", \"liftedBy\": \"admin\"}]}");
        assertThat(get("/quarantines")).bodyText().doesNotContain(node);
        assertThat(get("/quarantines?history=true")).bodyText().contains(node);
    }

    @Test
    void the_lineage_is_shown_to_a_depth_in_one_direction_and_of_one_kind() {
        assertThat(get("/lineage/dataset:" + model + "@1?depth=1")).bodyText().contains("run:" + run).doesNotContain(
                "version:");
        assertThat(get("/lineage/dataset:" + model
                + "@1?direction=downstream&kind=version")).bodyJson().isLenientlyEqualTo("""
                        {"upstream": {"nodes": []},
                         "downstream": {"nodes": ["version:%1$s@1", "version:%1$s@2"], "edges": []}}""".formatted(
                        model));
        assertThat(get("/lineage/run:" + run + "?depth=0&direction=up&kind=thing")).hasStatus(
                400).bodyJson().extractingPath("$.detail").asString().contains("depth 0", "direction 'up'",
                        "kind 'thing'");
    }

    @Test
    void costs_are_shown_with_totals_and_where_the_prices_are_from() {
        ledger.charge(bill(PROJECT, newRun(), model, "2", Instant.parse("2001-02-05T00:00:00Z")));
        assertThat(get("/costs?by=kind&from=2001-02-01&to=2001-03-01")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                """
                        {"by": "kind", "rows": [{"group": "training", "amount": {"amount": "2.00", "currency": "USD"},
                         "charges": 1, "priceSources": ["demo tariff"]}], "totals": [{"amount": "2.00"}]}""");
        assertThat(get("/costs?by=weather")).hasStatus(400).bodyJson().extractingPath("$.nextStep").asString().contains(
                "recipe, model, kind, day, run, label:<name>");
        assertThat(get("/costs?from=yesterday")).hasStatus(400);
    }

    @Test
    void budgets_and_what_is_held_are_shown() {
        RunId holder = newRun();
        ledger.reserve(ask(PROJECT, holder, "3", "10"));
        assertThat(get("/recipe-budgets")).hasStatusOk().bodyText().contains("\"recipe\":\"recipe\"").contains(
                "\"reserved\":{\"amount\":\"3.00\"");
        assertThat(get("/reservations?run=" + holder)).bodyJson().isLenientlyEqualTo(
                "{\"items\": [{\"purpose\": \"training\", \"open\": true, \"remaining\": {\"amount\": \"3.00\"}}]}");
        assertThat(get("/charges?run=" + holder)).bodyJson().isLenientlyEqualTo("{\"items\": []}");
    }

    private MvcTestResult get(String path) {
        return web.get().uri("/api/v1" + path).header("Authorization", "Bearer " + adminKey()).exchange();
    }

    private MvcTestResult send(String method, String path, String body) {
        return request(method, "/api/v1" + path, body).exchange();
    }

    private MockMvcTester.MockMvcRequestBuilder request(String method, String path, String body) {
        return web.method(org.springframework.http.HttpMethod.valueOf(method)).uri(path).header("Authorization",
                "Bearer " + adminKey()).contentType(MediaType.APPLICATION_JSON).content(body);
    }

    private String adminKey() {
        try {
            return Files.readString(settings.home().resolve("admin.key")).trim();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
