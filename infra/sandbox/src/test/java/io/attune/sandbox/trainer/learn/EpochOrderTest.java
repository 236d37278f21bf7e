package io.attune.sandbox.trainer.learn;

import java.util.List;
import java.util.stream.IntStream;

import io.attune.sandbox.trainer.text.TokenSequence;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EpochOrderTest {

    private final List<TokenSequence> examples = IntStream.range(0, 103).mapToObj(i -> new TokenSequence(new int[1 + i
            % 50], new boolean[1 + i % 50])).toList();

    @Test
    void eachExampleComesOnceInAnEpoch() {
        List<List<TokenSequence>> batches = EpochOrder.batches(examples, 4, 7, 1);

        assertThat(batches).hasSize(EpochOrder.batchCount(103, 4)).allMatch(batch -> batch.size() <= 4);
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(examples);
    }

    @Test
    void seedAndEpochFixTheOrder() {
        assertThat(EpochOrder.batches(examples, 4, 7, 1)).isEqualTo(EpochOrder.batches(examples, 4, 7, 1)).isNotEqualTo(
                EpochOrder.batches(examples, 4, 7, 2)).isNotEqualTo(EpochOrder.batches(examples, 4, 8, 1));
    }

    @Test
    void batchesHoldExamplesOfSimilarLength() {
        long padded = EpochOrder.batches(examples, 4, 7, 1).stream().mapToLong(batch -> batch.size()
                * batch.stream().mapToLong(TokenSequence::length).max().orElseThrow()).sum();

        assertThat(padded).isLessThan(examples.stream().mapToLong(TokenSequence::length).sum() * 112 / 100);
    }
}
