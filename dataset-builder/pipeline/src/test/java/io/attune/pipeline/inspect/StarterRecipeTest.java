package io.attune.pipeline.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.pipeline.plan.PersonalData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StarterRecipeTest {
    @TempDir
    Path folder;

    @Test
    void what_nobody_stated_is_unknown_and_says_what_to_write() throws IOException {
        String yaml = new StarterRecipe("faq", seen()).write(Map.of());
        assertThat(yaml).contains("license: unknown   # fill in").contains("personalData: unknown   # fill in");
    }

    @Test
    void terms_paths_steps_and_stratum_stand_in_it() throws IOException {
        Inspection seen = seen();
        String yaml = new StarterRecipe("faq", seen, "CC BY 4.0", PersonalData.NONE, null).write(Map.of(
                seen.files().getFirst().path(), "data/faq.csv"));
        assertThat(yaml).contains("recipe: faq").contains("path: data/faq.csv").contains(
                "license: \"CC BY 4.0\"").contains(
                        "personalData: none").contains("columns: {prompt: question, answer: answer}").contains(
                                "stratifyBy: topic").contains("- exact-duplicates").contains("budget:");
    }

    private Inspection seen() throws IOException {
        Path file = Files.writeString(folder.resolve("faq.csv"), IntStream.range(0, 40).mapToObj(i -> "What is number "
                + i + "?,It is the number " + i + ".," + (i % 2 == 0 ? "even" : "odd")).collect(Collectors.joining("\n",
                        "question,answer,topic\n", "\n")));
        return new Inspector(Inspector.Settings.DEFAULT).inspect(List.of(file), Progress.NONE);
    }
}
