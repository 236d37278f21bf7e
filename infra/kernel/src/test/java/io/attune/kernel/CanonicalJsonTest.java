package io.attune.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalJsonTest {

    @Test
    void keys_are_sorted_and_white_space_is_left_out() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("b", List.of(1, true));
        value.put("a", Map.of());
        assertThat(CanonicalJson.write(value)).isEqualTo("{\"a\":{},\"b\":[1,true]}");
    }

    @Test
    void one_number_has_one_form() {
        assertThat(CanonicalJson.write(JsonMapper.shared().readTree("[1.0, 1, 1e0, 100, 1e2, -0.0]"))).isEqualTo(
                "[1,1,1,100,100,0]");
    }

    @Property
    void a_text_survives_writing_and_reading(@ForAll String text) {
        assertThat(JsonMapper.shared().readTree(CanonicalJson.write(List.of(text))).get(0).stringValue()).isEqualTo(
                text);
    }

    @Property
    void the_order_of_keys_does_not_change_the_digest(@ForAll Map<String, Integer> map) {
        Map<String, Integer> reversed = new LinkedHashMap<>();
        map.keySet().stream().toList().reversed().forEach(key -> reversed.put(key, map.get(key)));
        assertThat(CanonicalJson.digest(reversed)).isEqualTo(CanonicalJson.digest(map));
    }
}
