package io.attune.pipeline.quality;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PhrasesTest {
    private static final Phrases PHRASES = new Phrases(List.of("use cookies", "use of cookies", "cookies",
            "lorem ipsum"));

    @Test
    void every_place_of_every_phrase_is_heard_of_in_whatever_case() {
        List<String> found = new ArrayList<>();
        PHRASES.find("We Use Cookies. Lorem ipsum, lorem IPSUM", (phrase, at) -> found.add(at + " " + phrase));
        assertThat(found).containsExactly("3 use cookies", "7 cookies", "16 lorem ipsum", "29 lorem ipsum");
    }

    @Test
    void beginnings_of_phrases_are_none() {
        assertThat(PHRASES.standIn("What use of cook")).isFalse();
        assertThat(PHRASES.standIn("")).isFalse();
        assertThat(PHRASES.standIn("coo")).isFalse();
        assertThat(PHRASES.standIn("the use of cookies")).isTrue();
    }
}
