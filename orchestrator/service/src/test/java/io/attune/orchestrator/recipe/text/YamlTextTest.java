package io.attune.orchestrator.recipe.text;

import java.util.List;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlTextTest {
    private final Problems problems = new Problems();

    @Test
    void everything_knows_its_line() {
        YamlText.Parsed text = YamlText.parse("a: 1\nb:\n  - x\n  - {c: d}\n", problems);
        assertThat(text.line("/a")).isEqualTo(1);
        assertThat(text.line("/b/0")).isEqualTo(3);
        assertThat(text.line("/b/1/c")).isEqualTo(4);
    }

    @Test
    void a_place_that_is_not_there_is_on_the_line_of_what_surrounds_it() {
        YamlText.Parsed text = YamlText.parse("a: 1\nb:\n  c: d\n", problems);
        assertThat(text.line("/b/missing/too")).isEqualTo(3);
    }

    @Test
    void no_and_on_are_texts_as_in_yaml_1_2() {
        assertThat(YamlText.parse("a: no\nb: on\nc: true\nd: 3.10\ne: 010\nf: ~\n",
                problems).root().plain().values().stream().map(
                        String::valueOf)).containsExactly("no", "on", "true", "3.10", "10", "null");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void a_key_with_a_slash_is_escaped_in_its_pointer() {
        assertThat(YamlText.parse("a/b~c: x\n", problems).root().entries().get("a/b~c").place()).isEqualTo("/a~1b~0c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a: [1, 2            | 1 | not YAML
            a: b: c             | 1 | mapping values are not allowed here
            `a: 1\n\tb: 2`      | 2 | not YAML
            - a                 | 1 | not a group of keys
            just text           | 1 | not a group of keys
            ``                  | 1 | empty
            # nothing           | 1 | empty
            a: *nowhere         | 1 | nowhere
            a: &x [*x]          | 1 | unfold to too large a tree
            a: !!binary aGVsbG8= | 1 | is not used in recipes
            `a: 1\n---\nb: 2`   | 2 | not YAML
            ? [a, b]\\n: c      | 1 | a key is a list
            """)
    void what_is_no_recipe_text_is_one_problem_with_its_line(String text, int line, String message) {
        YamlText.parse(text.replace("\\n", "\n").replace("\\t", "\t"), problems);
        assertThat(problems.toList()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void a_key_that_stands_twice_is_a_problem_at_the_second() {
        YamlText.parse("a: 1\nb: 2\na: 3\n", problems);
        assertThat(problems.toList()).extracting(Problem::line, Problem::message).containsExactly(
                org.assertj.core.groups.Tuple.tuple(3, "the key 'a' stands twice; first on line 1"));
    }

    @Test
    void a_small_text_does_not_unfold_to_a_large_tree() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(String.join(", ", java.util.Collections.nCopies(10, "*a" + (i - 1)))).append("]\n");
        }
        assertThat(YamlText.parse(bomb.toString(), problems)).isNull();
        assertThat(problems.toList()).hasSize(1);
    }

    @Test
    void deep_nesting_is_refused_and_not_descended_into() {
        assertThat(YamlText.parse("a: " + "[".repeat(100_000) + "]".repeat(100_000), problems)).isNull();
        assertThat(problems.toList()).extracting(Problem::message).containsExactly(
                "not read: it is nested more than 20 levels deep");
    }

    @Test
    void a_huge_text_is_not_read() {
        assertThat(YamlText.parse("a: " + "x".repeat(300_000), problems)).isNull();
        assertThat(problems.toList()).extracting(Problem::message).isEqualTo(
                List.of("the text has 300003 characters, and at most 262144 are read"));
    }
}
