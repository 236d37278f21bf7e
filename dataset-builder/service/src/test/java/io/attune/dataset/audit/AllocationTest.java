package io.attune.dataset.audit;

import java.util.Map;
import java.util.SortedMap;

import io.attune.pipeline.Split;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AllocationTest {
    private static final Part A = new Part("a", Split.TRAIN);
    private static final Part B = new Part("b", Split.TEST);
    private static final Part C = new Part("c", Split.TRAIN);

    @Test
    void strata_are_taken_in_proportion() {
        assertThat(Allocation.of(Map.of(A, 600L, B, 300L, C, 100L), 100)).containsExactlyEntriesOf(sorted(A, 60, B, 30,
                C, 10));
    }

    @Test
    void none_is_left_out_and_the_size_is_kept() {
        assertThat(Allocation.of(Map.of(A, 9_998L, B, 1L, C, 1L), 100)).containsExactlyEntriesOf(sorted(A, 98, B, 1, C,
                1));
        assertThat(Allocation.of(Map.of(A, 10L, B, 10L, C, 10L), 2)).containsExactlyEntriesOf(sorted(A, 1, B, 1, C, 1));
    }

    @Test
    void no_more_is_taken_than_there_is() {
        assertThat(Allocation.of(Map.of(A, 3L, B, 2L, C, 1L), 100)).containsExactlyEntriesOf(sorted(A, 3, B, 2, C, 1));
        assertThat(Allocation.of(Map.of(A, 5L, B, 1L, C, 1L), 6).values().stream().mapToInt(i -> i).sum()).isEqualTo(6);
    }

    private static SortedMap<Part, Integer> sorted(Part a, int countA, Part b, int countB, Part c, int countC) {
        return new java.util.TreeMap<>(Map.of(a, countA, b, countB, c, countC));
    }
}
