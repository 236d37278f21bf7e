package io.attune.platform.privacy;

import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class IdentifiersTest {
    private final Identifiers ann = Identifiers.of(List.of("Ann.Lee@example.org", "Ann  Lee", "+49 30 1234"));

    @ParameterizedTest
    @ValueSource(strings = {"ann.lee@example.org", "Write to <ANN.LEE@EXAMPLE.ORG>.", "mailto:ann.lee@example.org?x=1",
            "I am ann\u00a0lee.", "(Ann\n  Lee)", "_Ann Lee_", "Ann Lee's order", "call +49 30 1234!",
            "\uff21nn Lee in full width", "{\"mail\":\"ann.lee@example.org\"}"})
    void stand_in_a_text_as_whole_tokens_whatever_their_case(String text) {
        assertThat(ann.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jo.ann.lee@example.org", "joann.lee@example.org", "ann.lee@example.org.uk",
            "ann.lee@example.organisation", "Joann Lee", "Ann Lees", "Ann Lee-Smith", "+49 30 12345", "AnnLee", ""})
    void do_not_stand_in_longer_tokens(String text) {
        assertThat(ann.isIn(text)).isFalse();
    }

    @Test
    void have_no_borders_where_words_are_written_without_spaces() {
        assertThat(Identifiers.of(List.of("\u7530\u4e2d\u592a\u90ce")).isIn(
                "\u79c1\u306f\u7530\u4e2d\u592a\u90ce\u3067\u3059")).isTrue();
    }

    @Test
    void that_name_nobody_are_refused_without_being_shown() {
        assertThatThrownBy(() -> Identifiers.of(List.of("ab", "x".repeat(201), "----"))).isInstanceOfSatisfying(
                InvalidInputException.class, e -> {
                    assertThat(e.problems()).extracting("place").containsExactly("/identifiers/0", "/identifiers/1",
                            "/identifiers/2");
                    assertThat(e.message()).doesNotContain("'ab'", "xxx", "----");
                });
    }

    @Test
    void are_never_shown() {
        Subject subject = new Subject.Person(ann);
        assertThat(subject + " " + ann + " " + ann.masked(0)).doesNotContainIgnoringCase("ann").doesNotContain("1234");
    }

    @Test
    void pieces_of_a_length_are_those_that_would_match() {
        List<String> pieces = new ArrayList<>();
        TokenText.of("Say: ann-lee or bob.").pieces(7, pieces::add);
        assertThat(pieces).contains("ann-lee").doesNotContain("nn-lee ", "ay: ann");
    }

    @Test
    void a_subject_is_read_back_from_its_canonical_text() {
        List<Subject> subjects = List.of(new Subject.Person(ann), new Subject.Group("user\t7\n"),
                new Subject.Records(List.of(new Subject.RecordName(null, "voice", "voice.jsonl:14"),
                        new Subject.RecordName("support", "mail", "a/b\tc"))));
        for (Subject subject : subjects) {
            assertThat(Subject.ofCanonical(subject.canonical()).canonical()).isEqualTo(subject.canonical());
        }
    }
}
