package io.attune.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class FirstEqualTest {

    @Property
    void the_first_equal_thing_is_found_however_bad_the_hash_is(
            @ForAll @Size(max = 200) List<@IntRange(max = 40) Integer> things,
            @ForAll @IntRange(min = 1, max = 9) int hashes) {
        FirstEqual first = new FirstEqual(things.size());
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < things.size(); i++) {
            int thing = things.get(i);
            expected.putIfAbsent(thing, i);
            assertThat(first.of(i, thing % hashes, earlier -> things.get(earlier) == thing)).isEqualTo(expected.get(
                    thing));
        }
    }
}
