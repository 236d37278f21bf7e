package io.attune.pipeline.curate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.attune.kernel.Digest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

class DigestOrderTest {

    @Property
    void digests_are_ordered_as_their_digits_are_also_where_they_begin_alike(@ForAll List<Byte> values,
            @ForAll boolean alike) {
        List<Digest> digests = values.stream().map(value -> alike
                ? new Digest("ab".repeat(31) + String.format("%02x", value))
                : Digest.of(String.valueOf(value))).toList();
        int[] expected = IntStream.range(0, digests.size()).boxed().sorted(Comparator.comparing(
                i -> digests.get(i).hex())).mapToInt(Integer::intValue).toArray();
        assertThat(DigestOrder.of(digests.size(), digests::get)).isEqualTo(expected);
        assertThat(Arrays.stream(expected).boxed().map(digests::get)).isSorted();
    }
}
