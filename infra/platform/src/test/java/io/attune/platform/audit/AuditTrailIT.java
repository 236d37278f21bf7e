package io.attune.platform.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.platform.AuditTrail.Entry;
import io.attune.platform.AuditTrail.Finding;
import io.attune.platform.AuditTrail.Kind;
import io.attune.platform.ObjectKey;
import io.attune.platform.SignedEnvelope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Reading, anchoring and checking the trail on a real database. */
class AuditTrailIT {
    private static final AuditBase base = new AuditBase();

    @Test
    void entries_come_newest_first_and_of_one_subject_when_asked() {
        ProjectId project = base.project(7);

        assertThat(base.trail.entries(project, null, null, 3)).extracting(Entry::sequence).containsExactly(7L, 6L, 5L);
        assertThat(base.trail.entries(project, null, 5L, 3)).extracting(Entry::sequence).containsExactly(4L, 3L, 2L);
        assertThat(base.trail.entries(project, "thing-1", null, 9)).extracting(Entry::sequence).containsExactly(5L, 2L);
        assertThat(base.trail.entries(new ProjectId("nobody"), null, null, 9)).isEmpty();
    }

    @Test
    void a_chain_longer_than_a_page_is_exported_and_walked_whole() {
        ProjectId project = base.project(2_005);
        List<Long> seen = new ArrayList<>();
        base.trail.export(project, entry -> seen.add(entry.sequence()));

        assertThat(seen).hasSize(2_005).isSorted().doesNotHaveDuplicates();
        assertThat(base.trail.verify(project).entries()).isEqualTo(2_005);
        base.tamper("update platform.audit_event set actor = 'eve' where project = ? and sequence = 1500",
                project.value());
        assertThat(base.trail.verify(project).findings()).extracting(Finding::sequence).containsExactly(1_500L);
    }

    @Test
    void the_head_is_signed_and_says_where_the_chain_ends() {
        ProjectId project = base.project(3);
        SignedEnvelope head = base.trail.head(project).orElseThrow();

        assertThat(base.signer.verify(head)).isTrue();
        assertThat(new String(head.content(), StandardCharsets.UTF_8)).contains("\"sequence\":3", "\"project\":\""
                + project + "\"", base.trail.verify(project).headHash());
        assertThat(base.trail.head(new ProjectId("empty"))).isEmpty();
    }

    @Test
    void a_day_has_one_anchor_and_a_day_on_which_nothing_was_done_has_none() {
        ProjectId project = base.project(2);
        base.passDay();
        base.daily.look();
        base.append(project, 1);
        base.daily.look();
        assertThat(anchors(project)).hasSize(1);
        base.passDay();
        base.daily.look();
        base.passDay();
        base.daily.look();
        assertThat(anchors(project)).hasSize(2);

        assertThat(base.trail.verify(project).anchors()).isEqualTo(2);
        assertThat(base.trail.verify(project).intact()).isTrue();
    }

    @Test
    void a_trail_that_was_emptied_is_found_by_its_anchor() {
        ProjectId project = base.project(3);
        base.passDay();
        base.daily.look();
        base.tamper("delete from platform.audit_event where project = ?", project.value());
        base.tamper("delete from platform.audit_head where project = ?", project.value());

        assertThat(base.trail.verify(project).findings()).extracting(Finding::kind).containsExactly(Kind.MISSING);
    }

    @Test
    void an_anchor_that_was_forged_or_taken_away_is_found() {
        ProjectId project = base.project(2);
        for (int day = 0; day < 3; day++) {
            base.append(project, 1);
            base.passDay();
            base.daily.look();
        }
        List<ObjectKey> keys = anchors(project);
        byte[] second = base.objects.get(keys.get(1)).orElseThrow();

        base.objects.put(keys.get(1), new String(second, StandardCharsets.UTF_8).replace("sig\":\"",
                "sig\":\"AA").getBytes(
                        StandardCharsets.UTF_8));
        assertThat(base.trail.verify(project).findings()).extracting(Finding::message).anySatisfy(
                message -> assertThat(message).contains(keys.get(1).path(), "no signature"));

        base.objects.delete(keys.get(1));
        assertThat(base.trail.verify(project).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.ANCHOR);
            assertThat(finding.message()).contains(keys.get(2).path(), "removed or replaced");
        });
    }

    @Test
    void a_trail_cannot_be_emptied_at_once() {
        assertThatThrownBy(() -> base.jdbc.sql("truncate platform.audit_event").update()).hasMessageContaining(
                "append-only");
    }

    private static List<ObjectKey> anchors(ProjectId project) {
        return base.objects.list(new ObjectKey(project, "audit/anchors/"));
    }
}
