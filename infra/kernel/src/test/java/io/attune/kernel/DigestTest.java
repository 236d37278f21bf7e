package io.attune.kernel;

import java.security.MessageDigest;
import java.util.HexFormat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DigestTest {
    /** Of nothing, as FIPS 180-4 has it. */
    private static final String NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void nothing_has_the_digest_that_the_standard_gives() {
        assertThat(Digest.of(new byte[0]).hex()).isEqualTo(NOTHING);
    }

    @Property
    void digits_and_bytes_lead_back_to_the_digest(@ForAll String text) {
        Digest digest = Digest.of(text);
        assertThat(new Digest(digest.hex())).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
        assertThat(HexFormat.of().formatHex(digest.bytes())).isEqualTo(digest.hex());
        assertThat(Digest.ofBytes(digest.bytes(), 0)).isEqualTo(digest);
    }

    @Property
    void digests_are_ordered_as_their_digits_are(@ForAll String one, @ForAll String other) {
        assertThat(Integer.signum(Digest.of(one).compareTo(Digest.of(other)))).isEqualTo(Integer.signum(Digest.of(
                one).hex().compareTo(Digest.of(other).hex())));
    }

    @Test
    void a_sum_that_was_fed_in_parts_gives_the_digest_of_all_of_them() {
        MessageDigest sha = Digest.sha256();
        sha.update(new byte[]{1});
        sha.update(new byte[]{2});
        assertThat(Digest.of(sha)).isEqualTo(Digest.of(new byte[]{1, 2}));
    }

    @Test
    void what_is_no_digest_is_refused() {
        assertThatThrownBy(() -> new Digest(NOTHING.toUpperCase(java.util.Locale.ROOT))).hasMessageContaining(
                "64 lower-case");
        assertThatThrownBy(() -> new Digest("é" + NOTHING.substring(1))).hasMessageContaining("64 lower-case");
        assertThatThrownBy(() -> new Digest("ab")).hasMessageContaining("'ab'");
    }

    @Test
    void in_JSON_it_is_an_object_with_its_digits() {
        String json = JsonMapper.shared().writeValueAsString(new Digest(NOTHING));
        assertThat(json).isEqualTo("{\"hex\":\"" + NOTHING + "\"}");
        assertThat(JsonMapper.shared().readValue(json, Digest.class)).isEqualTo(new Digest(NOTHING));
    }
}
