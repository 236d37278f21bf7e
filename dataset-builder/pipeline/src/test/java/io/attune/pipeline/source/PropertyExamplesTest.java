package io.attune.pipeline.source;

import java.util.List;
import java.util.stream.IntStream;

import io.attune.kernel.metadata.ConfigurationProperty;
import io.attune.kernel.metadata.ConfigurationProperty.Deprecation;
import io.attune.kernel.metadata.ConfigurationProperty.Level;
import io.attune.kernel.metadata.SpringMetadata;
import io.attune.pipeline.Example;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.QuestionKind;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.Terms;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyExamplesTest {
    private static final String FORM = "(Use )?`[a-z0-9.-]+`[^\\n]+\\.";

    @Test
    void a_property_answers_every_form_of_question_in_one_form() {
        List<Example> examples = examples(property("server.shutdown", "org.example.Shutdown",
                "Type of shutdown that the server will support.", "immediate"));
        assertThat(examples).extracting(Example::answer).containsExactly(
                "`server.shutdown` sets the type of shutdown that the server will support.",
                "Use `server.shutdown`, which sets the type of shutdown that the server will support.",
                "`server.shutdown` takes a value of type `Shutdown`.",
                "`server.shutdown` defaults to `immediate`.").allMatch(answer -> answer.matches(FORM));
        assertThat(examples).extracting(e -> e.attributes().get("value")).containsExactly(null, "server.shutdown",
                "Shutdown", "immediate");
        assertThat(examples).allMatch(e -> e.group().equals("server.shutdown"));
    }

    @Test
    void descriptions_become_sentences() {
        assertThat(whatItDoes("Whether to enable it. Second sentence.")).isEqualTo(
                "`a.b` sets whether to enable it. Second sentence.");
        assertThat(whatItDoes("Enable the thing.")).isEqualTo("`a.b` is used to enable the thing.");
        assertThat(whatItDoes("SSL protocol to use")).isEqualTo("`a.b` sets the SSL protocol to use.");
        assertThat(whatItDoes("Comma-separated list of names.")).isEqualTo(
                "`a.b` sets a comma-separated list of names.");
        assertThat(whatItDoes("Locations of files.")).isEqualTo("`a.b` sets locations of files.");
        assertThat(whatItDoes("The name.")).isEqualTo("`a.b` sets the name.");
        assertThat(whatItDoes("Enables caching, e.g. of pages.")).isEqualTo("`a.b` enables caching, e.g. of pages.");
        assertThat(whatItDoes("When set, disables it.")).isEqualTo("`a.b` works like this: when set, disables it.");
    }

    @Test
    void a_deprecated_property_names_its_replacement() {
        ConfigurationProperty old = new ConfigurationProperty("a.b", null, "Name of it.", null,
                new Deprecation(Level.WARNING, null, "c.d"), null, "demo", "1");
        assertThat(examples(old).getFirst().answer()).isEqualTo(
                "`a.b` sets the name of it. It is deprecated; use `c.d` instead.");
    }

    @Test
    void removed_properties_and_unanswerable_questions_are_left_out() {
        ConfigurationProperty gone = new ConfigurationProperty("a.gone", "java.lang.String", "x", "y",
                new Deprecation(Level.ERROR, null, null), null, "demo", "1");
        List<Example> examples = examples(gone, property("a.bare", null, null, null),
                property("a.one", null, "Login name.", null), property("a.two", null, "Login name.", null));
        assertThat(examples).extracting(Example::key).containsExactly("a.one#what-does-it-do", "a.two#what-does-it-do");
    }

    @Test
    void about_a_third_of_the_questions_bring_passages_that_hold_the_answer() {
        List<Example> examples = examples(IntStream.range(0, 200).mapToObj(i -> property("demo.p" + i,
                "java.lang.Integer", "Number of things " + i + ".", "" + i)).toArray(ConfigurationProperty[]::new));
        List<Example> given = examples.stream().filter(
                e -> "given".equals(e.attributes().get("context"))).toList();
        assertThat(given.size()).isBetween(220, 310);
        assertThat(given).allSatisfy(e -> {
            assertThat(e.prompt()).startsWith("Context:\n[1] `").contains("\n[2] `", "\n\nQuestion: ");
            assertThat(e.prompt().substring(0, e.prompt().indexOf("\n\n"))).contains("`" + e.group() + "`:");
            assertThat(e.prompt().length() + e.answer().length()).isLessThan(1_200);
        });
        assertThat(examples).filteredOn(e -> "none".equals(e.attributes().get("context"))).noneMatch(
                e -> e.prompt().contains("Context"));
    }

    @Test
    void the_same_property_gives_the_same_examples_whatever_stands_beside_it() {
        ConfigurationProperty property = property("m.x", "java.lang.String", "Name of x.", "y");
        List<Example> alone = examples(property);
        assertThat(examples(property, property("a.y", null, "Name of y.", null))).filteredOn(
                e -> e.group().equals("m.x")).extracting(Example::answer).isEqualTo(
                        alone.stream().map(Example::answer).toList());
    }

    private static String whatItDoes(String description) {
        return examples(property("a.b", null, description, null)).getFirst().answer();
    }

    private static ConfigurationProperty property(String name, @Nullable String type, @Nullable String description,
            @Nullable String value) {
        return new ConfigurationProperty(name, type, description, value, null, null, "demo", "1");
    }

    private static List<Example> examples(ConfigurationProperty... properties) {
        SourceSpec.SpringMetadata source = new SourceSpec.SpringMetadata("properties", List.of("demo"), "1",
                List.of(QuestionKind.values()), new Terms("Apache-2.0", PersonalData.NONE));
        PropertyExamples examples = new PropertyExamples(source, SpringMetadata.of(List.of(properties)));
        return IntStream.range(0, examples.size()).boxed().flatMap(i -> examples.of(i).stream()).toList();
    }
}
