package io.attune.registry;

import java.nio.file.Files;

import io.attune.platform.PlatformProperties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Money over HTTP, as the administrator of the default project sees it. */
@RegistryTest
class MoneyWebIT {
    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;

    private final String team = Samples.newProject().value();

    @Test
    void a_budget_is_set_by_one_who_saw_what_it_was() {
        String body = """
                {"scope": "team:%s", "span": "monthly", "limit": {"amount": "500", "currency": "USD"}}""".formatted(
                team);
        assertThat(put("/budgets", body, null, null)).hasStatus(428);
        assertThat(put("/budgets", body, null, "*")).hasStatusOk().hasHeader("ETag",
                "\"1\"").bodyJson().isLenientlyEqualTo("""
                        {"scope": "team:%s", "span": "monthly", "limit": {"amount": "500.00", "currency": "USD"},
                         "spent": {"amount": "0.00"}, "notices": [50, 80, 100], "setBy": "admin"}""".formatted(team));
        assertThat(put("/budgets", body, null, "*")).hasStatus(412).bodyJson().extractingPath("$.code").isEqualTo(
                "budget-changed");
        assertThat(put("/budgets", body, "\"1\"", null)).hasStatusOk().hasHeader("ETag", "\"2\"");
        assertThat(send("GET", "/budgets", "")).bodyText().contains("team:" + team);
    }

    @Test
    void every_problem_of_a_budget_is_told_at_once() {
        assertThat(put("/budgets", """
                {"scope": "planet:earth", "span": "weekly", "limit": {"amount": "much", "currency": "USD"},
                 "notices": [0]}""", null, "*")).hasStatus(400).bodyJson().extractingPath(
                "$.problems[*].place").asArray().containsExactly("/scope", "/span", "/limit", "/notices");
    }

    @Test
    void a_freeze_of_a_connection_is_shown_and_lifted() {
        assertThat(send("POST", "/freezes", "{\"connection\": \"%s\", \"reason\": \"key leaked\"}".formatted(
                team))).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"by\": \"admin\", \"reason\": \"key leaked\"}");
        assertThat(send("GET", "/freezes", "")).bodyText().contains(team);
        assertThat(send("DELETE", "/freezes?connection=" + team, "")).hasStatusOk();
        assertThat(send("DELETE", "/freezes?connection=" + team, "")).hasStatus(404);
    }

    @Test
    void a_rate_is_recorded_with_its_source_or_told_what_it_lacks() {
        assertThat(send("POST", "/exchange-rates",
                """
                {"from": "GBP", "to": "SEK", "rate": 13.25, "on": "2001-02-05", "source": "made up"}""")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                        "{\"from\": \"GBP\", \"to\": \"SEK\", \"on\": \"2001-02-05\"}");
        assertThat(send("POST", "/exchange-rates", """
                {"from": "XX", "to": "EUR", "rate": 0, "on": "2999-01-01"}""")).hasStatus(
                400).bodyJson().extractingPath(
                        "$.problems[*].place").asArray().containsExactly("/from", "/rate", "/source", "/on");
        assertThat(send("GET", "/exchange-rates", "")).bodyText().contains("\"GBP\"");
    }

    @Test
    void costs_are_exported_forecast_and_reconciled() {
        assertThat(send("GET", "/costs/focus?from=2001-01-01&to=2001-02-01", "")).hasStatusOk().bodyText().startsWith(
                "BilledCost,BillingAccountId");
        assertThat(send("GET", "/costs/focus?from=2001-02-01&to=2001-02-01", "")).hasStatus(400);
        assertThat(send("GET", "/costs/forecast", "")).hasStatusOk().bodyJson().extractingPath("$.lines").isNotNull();
        assertThat(web.post().uri("/api/v1/invoices?file=" + team).header("Authorization", "Bearer "
                + adminKey()).contentType("text/csv").content("date,amount,currency,key\n2001-02-05,1,USD," + team
                        + "\n").exchange()).hasStatusOk().bodyJson().extractingPath(
                                "$.unmatchedLines[0].line").isEqualTo(2);
    }

    @Test
    void a_month_that_is_not_over_is_not_closed() {
        assertThat(send("PUT", "/closed-months/2999-01", "")).hasStatus(409).bodyJson().extractingPath(
                "$.code").isEqualTo("month-not-closable");
        assertThat(send("GET", "/closed-months", "")).hasStatusOk();
        assertThat(send("GET", "/leases", "")).hasStatusOk();
        assertThat(send("GET", "/money-events?limit=1", "")).hasStatusOk();
        assertThat(send("GET", "/label-policy", "")).hasStatusOk().headers().containsHeader("ETag");
    }

    private MvcTestResult put(String path, String body, String ifMatch, String ifNoneMatch) {
        var request = request("PUT", path, body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (ifNoneMatch != null) {
            request.header("If-None-Match", ifNoneMatch);
        }
        return request.exchange();
    }

    private MvcTestResult send(String method, String path, String body) {
        return request(method, path, body).exchange();
    }

    private MockMvcTester.MockMvcRequestBuilder request(String method, String path, String body) {
        return web.method(HttpMethod.valueOf(method)).uri("/api/v1" + path).header("Authorization",
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
