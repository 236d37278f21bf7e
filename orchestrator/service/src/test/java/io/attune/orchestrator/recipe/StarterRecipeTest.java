package io.attune.orchestrator.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.pipeline.inspect.Inspection;
import io.attune.pipeline.inspect.Inspector;
import io.attune.pipeline.inspect.Progress;
import io.attune.pipeline.inspect.StarterRecipe;
import io.attune.pipeline.plan.PersonalData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StarterRecipeTest {
    @TempDir
    Path folder;

    @Test
    void it_can_be_applied_once_license_and_personal_data_are_stated() throws IOException {
        Recipe recipe = read(starter("CC BY 4.0", PersonalData.REDACTED));
        assertThat(recipe.name()).isEqualTo("faq");
        assertThat(recipe.curation().sources().getFirst().license()).isEqualTo("CC BY 4.0");
        assertThat(recipe.curation().steps()).extracting("name").contains("normalize", "redact", "exact-duplicates");
    }

    @Test
    void until_then_those_two_are_all_that_is_wrong() throws IOException {
        String yaml = starter(null, null);
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> read(yaml)).problems()).extracting(
                Problem::place).containsExactlyInAnyOrder("/sources/0/license", "/sources/0/personalData");
    }

    private Recipe read(String yaml) {
        return RecipeReader.read(yaml, Map.of("data/faq: all.csv", new byte[0]), Set.of("sandbox"));
    }

    private String starter(@Nullable String license, @Nullable PersonalData personal) throws IOException {
        Path file = Files.writeString(folder.resolve("faq: all.csv"), IntStream.range(0, 40).mapToObj(
                i -> "Who lives in house " + i % 39 + "?,Somebody of the number " + i % 39 + ".," + (i % 2 == 0
                        ? "#even"
                        : "- odd")).collect(Collectors.joining("\n", "question,answer,kind: of\n", "\n")));
        Inspection seen = new Inspector(Inspector.Settings.DEFAULT).inspect(List.of(file), Progress.NONE);
        return new StarterRecipe("faq", seen, license, personal, null).write(Map.of(file.toString(),
                "data/faq: all.csv"));
    }
}
