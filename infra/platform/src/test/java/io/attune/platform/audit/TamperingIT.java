package io.attune.platform.audit;

import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.platform.AuditTrail.Finding;
import io.attune.platform.AuditTrail.Kind;
import io.attune.platform.AuditTrail.Verdict;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever has the whole database in hand, and changes one row or many, is found out. */
class TamperingIT {
    private static final int TRIES = 25;
    private static final List<String> COLUMNS = List.of("actor", "action", "subject", "detail", "previous_hash",
            "hash");
    private static final AuditBase base = new AuditBase();

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void an_untouched_chain_is_intact(@ForAll @IntRange(max = 12) int length, @ForAll boolean anchored) {
        ProjectId project = base.project(length);
        if (anchored) {
            anchor();
        }
        Verdict verdict = base.trail.verify(project);

        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.intact()).isTrue();
        assertThat(verdict.entries()).isEqualTo(length);
        assertThat(verdict.anchors()).isEqualTo(anchored && length > 0 ? 1 : 0);
    }

    @Property(tries = 2 * TRIES, shrinking = ShrinkingMode.OFF)
    void an_altered_row_is_found(@ForAll @IntRange(min = 1, max = 12) int length, @ForAll @IntRange(max = 99) int pick,
            @ForAll @IntRange(max = 6) int column) {
        ProjectId project = base.project(length);
        long sequence = 1 + pick % length;
        String change = column < COLUMNS.size()
                ? COLUMNS.get(column) + " = overlay(" + COLUMNS.get(column) + " placing '~' from 1)"
                : "at = at + interval '1 microsecond'";
        base.tamper("update platform.audit_event set " + change + " where project = ? and sequence = ?",
                project.value(), sequence);

        assertFound(project, Kind.ALTERED, sequence);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void a_row_that_was_altered_and_given_the_right_hash_is_found(@ForAll @IntRange(min = 1, max = 12) int length,
            @ForAll @IntRange(max = 99) int pick) {
        ProjectId project = base.project(length);
        long sequence = 1 + pick % length;
        var entry = base.trail.entries(project, null, sequence + 1, 1).getFirst();
        base.tamper("update platform.audit_event set actor = 'eve', hash = ? where project = ? and sequence = ?",
                ChainHash.of(entry.project(), sequence, entry.at(), "eve", entry.action(), entry.subject(),
                        entry.detail(), entry.previousHash()), project.value(), sequence);

        assertFound(project, Kind.ALTERED, sequence);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void a_dropped_row_is_found(@ForAll @IntRange(min = 1, max = 12) int length, @ForAll @IntRange(max = 99) int pick) {
        ProjectId project = base.project(length);
        long sequence = 1 + pick % length;
        base.tamper("delete from platform.audit_event where project = ? and sequence = ?", project.value(), sequence);

        assertFound(project, Kind.MISSING, sequence);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void two_swapped_rows_are_found(@ForAll @IntRange(min = 2, max = 12) int length,
            @ForAll @IntRange(max = 99) int one,
            @ForAll @IntRange(max = 99) int step) {
        ProjectId project = base.project(length);
        long first = 1 + one % (length - 1);
        long second = first + 1 + step % (length - first);
        renumber(project, first, -1);
        renumber(project, second, first);
        renumber(project, -1, second);

        assertFound(project, Kind.OUT_OF_ORDER, first);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void an_added_row_is_found_wherever_it_is_put(@ForAll @IntRange(min = 1, max = 12) int length,
            @ForAll @IntRange(max = 99) int pick) {
        ProjectId project = base.project(length);
        long place = 1 + pick % (length + 1);
        for (long sequence = length; sequence >= place; sequence--) {
            renumber(project, sequence, sequence + 1);
        }
        var model = base.trail.entries(project, null, null, 1).getFirst();
        String previous = place == 1
                ? ChainHash.FIRST
                : base.trail.entries(project, null, place, 1).getFirst().hash();
        base.tamper("insert into platform.audit_event select project, ?, at, 'eve', action, subject, detail, ?, ?"
                + " from platform.audit_event where project = ? and sequence = ?", place, previous, ChainHash.of(
                        project.value(), place, model.at(), "eve", model.action(), model.subject(), model.detail(),
                        previous), project.value(), model.sequence());

        Finding finding = base.trail.verify(project).findings().getFirst();
        assertThat(finding.sequence()).isBetween(place, place + 1);
        assertThat(finding.kind()).isIn(Kind.ADDED, Kind.OUT_OF_ORDER, Kind.ALTERED);
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void a_chain_that_was_rewritten_as_a_whole_is_found_by_its_anchor(@ForAll @IntRange(min = 2, max = 10) int length,
            @ForAll @IntRange(max = 99) int pick, @ForAll @IntRange(max = 5) int later, @ForAll boolean drop) {
        ProjectId project = base.project(length);
        anchor();
        base.append(project, later);
        long sequence = 1 + pick % length;
        base.tamper(drop
                ? "delete from platform.audit_event where project = ? and sequence = ?"
                : "update platform.audit_event set actor = 'eve' where project = ? and sequence = ?",
                project.value(), sequence);
        base.rehash(project);

        Verdict verdict = base.trail.verify(project);
        Finding finding = verdict.findings().getFirst();
        assertThat(verdict.intact()).isFalse();
        assertThat(finding.kind()).isEqualTo(drop && later == 0 ? Kind.MISSING : Kind.REWRITTEN);
        assertThat(finding.sequence()).isEqualTo(length);
    }

    private static void anchor() {
        base.passDay();
        base.daily.look();
    }

    private static void renumber(ProjectId project, long from, long to) {
        base.tamper("update platform.audit_event set sequence = ? where project = ? and sequence = ?", to,
                project.value(), from);
    }

    private static void assertFound(ProjectId project, Kind kind, long sequence) {
        Verdict verdict = base.trail.verify(project);
        assertThat(verdict.intact()).isFalse();
        assertThat(verdict.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.sequence()).isEqualTo(sequence);
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.message()).startsWith("Entry " + sequence + " ");
        });
        assertThat(verdict.entries()).isLessThanOrEqualTo(sequence);
    }
}
