package io.attune.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AttributesTest {

    @Property(tries = 300)
    void they_are_the_sorted_map_of_the_same_entries(@ForAll Map<String, String> map) {
        TreeMap<String, String> tree = new TreeMap<>(map);
        Attributes attributes = Attributes.of(map);
        assertThat(attributes).isEqualTo(tree).hasSameHashCodeAs(tree);
        assertThat(new ArrayList<>(attributes.entrySet())).isEqualTo(new ArrayList<>(tree.entrySet()));
        assertThat(attributes.tailMap("m")).isEqualTo(tree.tailMap("m"));
        assertThat(attributes.headMap("m")).isEqualTo(tree.headMap("m"));
        assertThat(tree.isEmpty() || attributes.firstKey().equals(tree.firstKey())).isTrue();
        assertThat(tree.isEmpty() || attributes.lastKey().equals(tree.lastKey())).isTrue();
        map.keySet().forEach(name -> assertThat(attributes.get(name)).isEqualTo(map.get(name)));
    }

    @Test
    void names_and_values_in_turn_are_sorted_by_name() {
        assertThat(List.copyOf(Attributes.of("b", "1", "a", "2").entrySet())).containsExactly(Map.entry("a", "2"),
                Map.entry("b", "1"));
    }

    @Test
    void a_name_that_stands_there_twice_is_refused() {
        assertThatThrownBy(() -> Attributes.of("a", "1", "a", "2")).hasMessageContaining("'a'");
    }

    @Test
    void nothing_can_be_put_in_or_taken_out() {
        Attributes attributes = Attributes.of("a", "1");
        assertThatThrownBy(() -> attributes.put("b", "2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> attributes.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    }
}
