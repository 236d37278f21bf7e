package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.Vendor.Flavour;
import io.attune.provider.testkit.openai.Vendor.Limits;
import io.attune.provider.testkit.openai.Vendor.Tariff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class VendorLimitsTest {
    @TempDir
    Path folder;

    @Test
    void too_many_requests_in_a_minute_are_refused_until_the_next() throws IOException, InterruptedException {
        TestClock clock = new TestClock(Instant.parse("2026-11-22T12:00:20Z"));
        Vendor vendor = new Vendor(Flavour.OPENAI, Tariff.FREE, new Limits(2, 1, 1));
        try (SimulatedOpenAi open = SimulatedOpenAi.open(folder, Pace.free(), clock, vendor)) {
            assertThat(models(open).statusCode()).isEqualTo(200);
            assertThat(models(open).statusCode()).isEqualTo(200);
            HttpResponse<String> refused = models(open);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("40");

            clock.advance(Duration.ofSeconds(40));

            assertThat(models(open).statusCode()).isEqualTo(200);
        }
    }

    private static HttpResponse<String> models(SimulatedOpenAi vendor) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(vendor.baseUrl().resolve("/v1/models")).header("Authorization",
                    "Bearer " + vendor.credential()).build(), BodyHandlers.ofString());
        }
    }
}
