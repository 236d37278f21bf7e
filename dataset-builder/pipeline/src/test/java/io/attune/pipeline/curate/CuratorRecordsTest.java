package io.attune.pipeline.curate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.source.SourceItem;
import io.attune.pipeline.withdraw.Withdrawn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a curation keeps in mind beside its result. */
class CuratorRecordsTest {
    private static final CurationPlan PLAN = CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "voice",
            "type", "jsonl", "path", "voice.jsonl", "license", "CC0-1.0", "personalData", "present")), "steps",
            List.of("normalize", "exact-duplicates", "redact")));

    private final AtomicLong nanos = new AtomicLong();
    private final Curator curator = new Curator(PLAN, List.of(), Decisions.NONE, Withdrawn.NOTHING,
            TokenCounter.cl100k(), Map.of(),
            () -> nanos.addAndGet(10));

    @Test
    void the_steps_that_changed_a_record_are_told_in_order_before_and_after_records_meet() {
        Curated curated = curate(example(1, "caf\u0065\u0301 of ann@example.org"), example(2, "plain"));
        assertThat(curated.changedBy()).isEqualTo(Map.of("voice/voice.jsonl:1", List.of("normalize", "redact")));
    }

    @Test
    void every_step_is_timed_on_the_records_it_saw() {
        curate(example(1, "same"), example(1, "same"), example(3, "other"));
        assertThat(curator.times()).extracting(StepTime::step, StepTime::records, StepTime::nanos).contains(
                org.assertj.core.groups.Tuple.tuple("normalize", 3L, 30L),
                org.assertj.core.groups.Tuple.tuple("exact-duplicates", 3L, 10L),
                org.assertj.core.groups.Tuple.tuple("redact", 2L, 10L));
        assertThat(new StepTime("x", 3, 30).recordsPerSecond()).isEqualTo(1e8);
        assertThat(new StepTime("x", 3, 0).recordsPerSecond()).isZero();
    }

    private Curated curate(Example... examples) {
        return curator.finish(List.of(examples).stream().map(example -> curator.trace(PLAN.sources().getFirst(),
                new SourceItem.Good(example))).toList());
    }

    private static Example example(int line, String answer) {
        return new Example("voice", "voice.jsonl:" + line, "g" + line, "CC0-1.0", List.of(Message.user("Q"),
                Message.assistant(answer)), Map.of());
    }
}
