package io.attune.pipeline.inspect;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DistributionTest {

    @Test
    void ranks_are_by_nearest_rank() {
        Distribution of = Distribution.of(LongStream.rangeClosed(1, 100).toArray());
        assertThat(List.of(of.least(), of.median(), of.p95(), of.most(), of.total())).containsExactly(1L, 50L, 95L,
                100L, 5050L);
    }

    @Test
    void every_number_is_in_one_bucket() {
        Distribution of = Distribution.of(new long[]{0, 1, 2, 3, 900});
        assertThat(of.buckets()).first().isEqualTo(new Distribution.Bucket(0, 0, 1));
        assertThat(of.buckets()).last().isEqualTo(new Distribution.Bucket(512, 1023, 1));
        assertThat(of.buckets().stream().mapToLong(Distribution.Bucket::count).sum()).isEqualTo(5);
    }

    @Test
    void nothing_has_no_buckets() {
        assertThat(Distribution.of(new long[0]).buckets()).isEmpty();
    }
}
