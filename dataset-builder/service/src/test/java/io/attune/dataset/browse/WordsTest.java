package io.attune.dataset.browse;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

    @Test
    void every_word_has_to_occur_in_any_case_and_order() {
        Words words = Words.of("Timeout DEFAULT");
        assertThat(words.areIn("The default is a long timeout")).isTrue();
        assertThat(words.areIn("The timeout")).isFalse();
    }

    @Test
    void a_phrase_has_to_occur_as_it_stands() {
        assertThat(Words.of("\"long timeout\"").areIn("A Long Timeout")).isTrue();
        assertThat(Words.of("\"timeout long\"").areIn("A long timeout")).isFalse();
    }

    @Test
    void nothing_asked_for_is_in_everything() {
        assertThat(Words.of(null).areIn("")).isTrue();
        assertThat(Words.of("  ").areIn("x")).isTrue();
    }

    @Test
    void no_line_of_json_is_passed_over_whose_text_has_the_words() {
        for (String text : new String[]{"a\"quoted\" tab\there", "Grüße, ÄRGER", "back\\slash", "line\nbreak"}) {
            String json = JsonMapper.shared().writeValueAsString(text);
            for (String word : new String[]{"quoted\"", "tab\there", "grüße", "ärger", "back\\slash", "line\nbreak"}) {
                Words words = new Words(java.util.List.of(word));
                assertThat(words.areIn(text) && !words.mayBeIn(json)).as(word + " in " + json).isFalse();
            }
        }
    }
}
