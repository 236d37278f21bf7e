package io.attune.orchestrator.connection;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.BaseModel;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.testing.VendorPlatform;
import io.attune.platform.testing.TestServers;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A simulated vendor announces that its base model ends. */
class AnnouncedRetirementsIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Catalog catalog;
    private static AnnouncedRetirements retirements;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = VendorPlatform.start(settings);
        catalog = platform.getBean(Catalog.class);
        retirements = platform.getBean(AnnouncedRetirements.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void what_the_vendor_announces_stands_in_the_catalogue_once_with_its_source() {
        SimulatedOpenAi simulated = platform.getBean(SimulatedOpenAi.class);
        String model = simulated.baseModel().value();
        String vendor = platform.getBean(ConnectionProfiles.class).get(PROJECT, "vendor").vendor();
        retirements.learn(PROJECT, "vendor", model);
        assertThat(catalog.list(PROJECT)).noneMatch(entry -> entry.model().model().equals(model));
        catalog.record(PROJECT, "ann", List.of(new BaseModel(vendor, model, List.of("supervised"), List.of(), List.of(),
                BaseModel.Limits.UNKNOWN, LocalDate.parse("2027-01-06"), null, "a page", LocalDate.parse(
                        "2026-06-01"), false)));
        simulated.retireBaseModel(Instant.parse("2027-01-14T00:00:00Z"));

        retirements.learn(PROJECT, "vendor", model);
        retirements.learn(PROJECT, "vendor", model);
        retirements.learn(PROJECT, "shelf", model);
        retirements.learn(PROJECT, "nobody", model);

        assertThat(catalog.find(PROJECT, vendor, model)).hasValueSatisfying(row -> {
            assertThat(row.servingEnds()).isEqualTo("2027-01-14");
            assertThat(row.trainingEnds()).isEqualTo("2027-01-06");
            assertThat(row.source()).contains("vendor's API");
            assertThat(row.methods()).containsExactly("supervised");
        });
    }
}
