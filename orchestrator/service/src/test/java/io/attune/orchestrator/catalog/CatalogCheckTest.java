package io.attune.orchestrator.catalog;

import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Remark;
import io.attune.orchestrator.recipe.Remark.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogCheckTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-07-01");
    private static final BaseModel NEAR = row("acme", "near-1", List.of("supervised", "dpo"), List.of("eu-west-1"),
            null,
            null);
    private static final BaseModel FAR = row("acme", "far-1", List.of("supervised"), List.of("us-east-1"), null, null);
    private static final BaseModel OLD = row("acme", "old-1", List.of("supervised"), List.of(), "2026-07-01", null);
    private static final BaseModel AGING = row("acme", "aging-1", List.of("supervised"), List.of(), "2026-09-29",
            "2027-01-14");
    private static final BaseModel ELSEWHERE = row("other-vendor", "there-1", List.of("dpo"), List.of(), null, null);

    private final List<BaseModel> rows = new ArrayList<>(List.of(NEAR, FAR, OLD, AGING, ELSEWHERE));

    @Test
    void a_model_that_can_do_what_is_asked_is_not_spoken_of() {
        assertThat(remarks("near-1", "supervised", "eu-west-1", 3)).isEmpty();
    }

    @Test
    void a_method_that_the_model_does_not_take_is_a_problem_that_names_those_that_do() {
        assertThat(remarks("far-1", "dpo", "us-east-1", 3)).singleElement().satisfies(remark -> {
            assertThat(remark.severity()).isEqualTo(Severity.PROBLEM);
            assertThat(remark.key()).isEqualTo("method");
            assertThat(remark.message()).contains("'far-1' at acme is not tuned by dpo", "it takes supervised",
                    "a price list, 2026-06-01");
            assertThat(remark.nextStep()).contains("near-1 (acme), there-1 (other-vendor)");
        });
    }

    @Test
    void a_region_it_is_not_tuned_in_is_a_problem_of_the_connection_that_names_the_regions_and_the_models() {
        assertThat(remarks("near-1", "supervised", "us-east-1", 3)).singleElement().satisfies(remark -> {
            assertThat(remark.key()).isEqualTo("connection");
            assertThat(remark.message()).contains("not tuned in us-east-1 but in eu-west-1");
            assertThat(remark.nextStep()).contains("far-1 (acme)").doesNotContain("near-1");
        });
    }

    @Test
    void a_connection_without_a_region_is_noted_where_the_region_matters() {
        assertThat(remarks("near-1", "supervised", "", 3)).singleElement().satisfies(
                remark -> assertThat(remark.severity()).isEqualTo(Severity.NOTE));
    }

    @Test
    void from_its_last_day_on_a_model_is_a_problem_that_names_those_still_tuned() {
        assertThat(remarks("old-1", "supervised", "eu-west-1", 3)).singleElement().satisfies(remark -> {
            assertThat(remark.severity()).isEqualTo(Severity.PROBLEM);
            assertThat(remark.message()).contains("takes no new training since 2026-07-01");
            assertThat(remark.nextStep()).contains("aging-1", "far-1", "near-1").doesNotContain("old-1");
        });
    }

    @Test
    void ninety_days_before_its_end_a_model_is_warned_of_with_the_date() {
        assertThat(remarks("aging-1", "supervised", "eu-west-1", 3)).singleElement().satisfies(remark -> {
            assertThat(remark.severity()).isEqualTo(Severity.WARNING);
            assertThat(remark.message()).contains("takes no new training from 2026-09-29").doesNotContain("2027-01-14");
        });
        assertThat(check(TODAY.minusDays(1)).remarks(question("aging-1", "supervised", "eu-west-1", 3,
                false))).isEmpty();
    }

    @Test
    void an_unknown_model_is_a_note_that_says_how_to_make_it_known_and_none_on_a_machine_of_ones_own() {
        assertThat(remarks("surprise", "supervised", "eu-west-1", 3)).singleElement().satisfies(remark -> {
            assertThat(remark.severity()).isEqualTo(Severity.NOTE);
            assertThat(remark.nextStep()).contains("attune catalog set acme surprise");
        });
        assertThat(check(TODAY).remarks(question("surprise", "supervised", "", 3, true))).isEmpty();
    }

    @Test
    void a_vendors_row_for_every_model_holds_where_a_model_has_none_of_its_own() {
        rows.add(row("acme", BaseModel.ANY, List.of("supervised"), List.of(), null, null));
        assertThat(remarks("surprise", "dpo", "eu-west-1", 3)).extracting(Remark::severity).containsExactly(
                Severity.PROBLEM);
        assertThat(remarks("surprise", "supervised", "eu-west-1", 3)).extracting(Remark::severity).containsExactly(
                Severity.NOTE);
        assertThat(remarks("near-1", "dpo", "eu-west-1", 3)).isEmpty();
    }

    @Test
    void a_snapshot_or_a_context_length_is_the_model_it_belongs_to() {
        assertThat(check(TODAY).find("acme", "near-1-2025-04-14")).contains(NEAR);
        assertThat(check(TODAY).find("acme", "near-1:300k")).contains(NEAR);
        assertThat(check(TODAY).find("acme", "near-1-mini")).isEmpty();
    }

    @Test
    void epochs_beyond_the_limits_are_a_problem_and_left_to_the_vendor_they_are_none() {
        assertThat(remarks("near-1", "supervised", "eu-west-1", 51)).singleElement().satisfies(
                remark -> assertThat(remark.message()).contains("takes 1 to 50 epochs, not 51"));
        assertThat(remarks("near-1", "supervised", "eu-west-1", null)).isEmpty();
    }

    @Test
    void every_problem_is_told_at_once() {
        rows.add(row("acme", "bad-1", List.of("dpo"), List.of("us-east-1"), "2026-01-01", null));
        assertThat(remarks("bad-1", "supervised", "eu-west-1", 99)).extracting(Remark::key).containsExactly("method",
                "baseModel", "connection", "parameters");
    }

    @Test
    void the_rows_that_are_shipped_are_sound_and_each_says_where_it_is_from() {
        Problems problems = new Problems();
        ShippedModels.rows().forEach(row -> row.check(row.model(), LocalDate.parse("2026-11-01"), problems));
        assertThat(problems.toList()).isEmpty();
        assertThat(ShippedModels.rows()).doesNotHaveDuplicates().allSatisfy(row -> assertThat(
                row.verified() || row.source().contains("unverified") || row.source().contains("which names it")
                        || row.vendor().equals("openai") || row.vendor().equals("bedrock-mantle")).isTrue());
    }

    @Test
    void the_shipped_rows_know_the_end_of_openais_fine_tuning() {
        CatalogCheck check = new CatalogCheck(ShippedModels.rows(), LocalDate.parse("2027-01-06"));
        assertThat(check.remarks(new TargetQuestion("c", "openai", "", false, "gpt-4.1-nano-2025-04-14", "supervised",
                3))).singleElement().satisfies(remark -> {
                    assertThat(remark.severity()).isEqualTo(Severity.PROBLEM);
                    assertThat(remark.message()).contains("2027-01-06");
                    assertThat(remark.nextStep()).contains("(azure)");
                });
    }

    @ParameterizedTest
    @CsvSource({"openai,'',https://api.openai.com/v1,openai", "openai,'',https://eu.api.openai.com/v1,openai",
            "openai,'',https://acme.openai.azure.com/openai/v1,azure",
            "openai,azure,https://gateway.example.com/v1,azure",
            "openai,'',https://bedrock-mantle.us-east-1.api.aws/v1,bedrock-mantle",
            "openai,openai,http://127.0.0.1:9/v1,other", "together,'',https://api.together.xyz/v1,together"})
    void a_vendor_is_known_by_its_address(String dialect, String flavour, URI address, String vendor) {
        assertThat(Vendors.of(dialect, flavour, address)).isEqualTo(vendor);
    }

    private List<Remark> remarks(String model, String method, String region, Integer epochs) {
        return check(TODAY).remarks(question(model, method, region, epochs, false));
    }

    private CatalogCheck check(LocalDate today) {
        return new CatalogCheck(rows, today);
    }

    private static TargetQuestion question(String model, String method, String region, Integer epochs, boolean local) {
        return new TargetQuestion("account", "acme", region, local, model, method, epochs);
    }

    private static BaseModel row(String vendor, String model, List<String> methods, List<String> regions,
            String trainingEnds, String servingEnds) {
        return new BaseModel(vendor, model, methods, regions, List.of(), new BaseModel.Limits(10L, null, null, null, 1,
                50, null), trainingEnds == null ? null : LocalDate.parse(trainingEnds), servingEnds == null
                        ? null
                        : LocalDate.parse(servingEnds),
                "a price list", LocalDate.parse("2026-06-01"), true);
    }
}
