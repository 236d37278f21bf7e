package io.attune.pipeline.decide;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.Curator;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.source.SourceItem;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DecisionsTest {
    private static final Example FIRST = example(1, "How do I pay?", "By card.");
    private static final Example SECOND = example(2, "How do I pay?", "By card.");
    private static final Example EMPTY = example(3, "And then?", " ");

    @Test
    void a_rejected_record_stands_in_the_ledger_with_who_rejected_it() {
        Curated curated = curate(List.of("validate"), decided(FIRST, new Ruling.Reject()), FIRST, SECOND);

        assertThat(curated.drops()).containsExactly(new Drop("voice", "v:1", "decisions", Drop.Kind.DROPPED, "rejected",
                "by reviewer at 2026-01-01T00:00:00Z", null));
    }

    @Test
    void an_edited_record_says_what_the_person_wrote() {
        Curated curated = curate(List.of("validate"), decided(FIRST, new Ruling.Edit(List.of(Message.user("How?"),
                Message.assistant("In cash.")), null)), FIRST);

        assertThat(curated.examples()).extracting(e -> e.example().answer()).containsExactly("In cash.");
        assertThat(curated.changedBy()).containsEntry("voice/v:1", List.of("decisions"));
    }

    @Test
    void an_edit_is_judged_by_the_steps_as_any_record() {
        Curated curated = curate(List.of("validate"), decided(FIRST, new Ruling.Edit(List.of(Message.user("How?"),
                Message.assistant(" ")), null)), FIRST, SECOND);

        assertThat(curated.drops()).extracting(Drop::step).containsExactly("validate");
    }

    @Test
    void a_label_becomes_an_attribute() {
        Curated curated = curate(List.of("validate"), decided(FIRST, new Ruling.Label("tone", "friendly")), FIRST);

        assertThat(curated.examples().getFirst().example().attributes()).containsEntry("tone", "friendly");
    }

    @Test
    void a_record_kept_anyway_survives_a_step_that_would_merge_it() {
        Curated curated = curate(List.of("validate", "exact-duplicates"), decided(SECOND, new Ruling.KeepAnyway()),
                FIRST, SECOND);

        assertThat(curated.examples()).extracting(CuratedExample::example).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void no_person_keeps_a_record_that_no_provider_takes() {
        Curated curated = curate(List.of("validate"), decided(EMPTY, new Ruling.KeepAnyway()), FIRST, EMPTY);

        assertThat(curated.drops()).extracting(Drop::key).containsExactly("v:3");
    }

    @Test
    void a_decision_about_other_content_is_stale_and_not_applied() {
        Decision old = decided(example(1, "How do I pay?", "By cheque."), new Ruling.Reject());

        Curated curated = curate(List.of("validate"), old, FIRST);

        assertThat(curated.drops()).isEmpty();
        assertThat(curated.stale()).containsExactly(old);
    }

    @Test
    void a_decision_about_a_record_that_is_gone_is_stale() {
        Decision gone = decided(example(9, "Gone?", "Gone."), new Ruling.Accept());

        assertThat(curate(List.of("validate"), gone, FIRST).stale()).containsExactly(gone);
    }

    @Test
    void the_last_decision_about_a_record_holds() {
        Decisions decisions = new Decisions(List.of(decided(FIRST, new Ruling.Reject()), decided(FIRST,
                new Ruling.Accept())));

        assertThat(decisions.all()).extracting(Decision::ruling).containsExactly(new Ruling.Accept());
    }

    @Test
    void the_digest_tells_what_is_done_and_not_by_whom() {
        Decision same = new Decision("voice", "v:1", FIRST.contentDigest(), new Ruling.Reject(), "somebody else",
                Instant.EPOCH, "another comment");

        assertThat(new Decisions(List.of(same)).digest()).isEqualTo(new Decisions(List.of(decided(FIRST,
                new Ruling.Reject()))).digest());
        assertThat(new Decisions(List.of(same)).digest()).isNotEqualTo(new Decisions(List.of(decided(FIRST,
                new Ruling.Accept()))).digest());
    }

    @Test
    void every_kind_of_ruling_is_read_back_as_it_was_written() {
        for (Ruling ruling : List.of(new Ruling.Accept(), new Ruling.Reject(), new Ruling.KeepAnyway(),
                new Ruling.Label("tone", "x"), new Ruling.Edit(List.of(Message.user("a")), null))) {
            Decision decision = decided(FIRST, ruling);
            assertThat(DecisionJson.read(DecisionJson.write(decision))).isEqualTo(decision);
        }
    }

    @Test
    void an_unknown_ruling_is_refused_with_the_known_ones() {
        assertThatIllegalArgumentException().isThrownBy(() -> DecisionJson.readRuling(JsonMapper.shared().readTree(
                "{\"kind\":\"maybe\"}"))).withMessageContaining("'maybe'").withMessageContaining("keep-anyway");
    }

    private static Curated curate(List<Object> steps, Decision decision, Example... examples) {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "voice", "type", "jsonl",
                "path", "v", "license", "CC0-1.0", "personalData", "none")), "steps", steps));
        Curator curator = new Curator(plan, List.of(), new Decisions(List.of(decision)), TokenCounter.cl100k());
        return curator.finish(List.of(examples).stream().map(example -> curator.trace(plan.sources().getFirst(),
                new SourceItem.Good(example))).toList());
    }

    private static Decision decided(Example seen, Ruling ruling) {
        return new Decision(seen.source(), seen.key(), seen.contentDigest(), ruling, "reviewer", Instant.parse(
                "2026-01-01T00:00:00Z"), "");
    }

    private static Example example(int line, String question, String answer) {
        return new Example("voice", "v:" + line, "g" + line, "CC0-1.0", List.of(Message.user(question),
                Message.assistant(answer)), Map.of());
    }
}
