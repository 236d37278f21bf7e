package io.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.cli.command.Cli;
import io.attune.cli.command.RecipeFiles;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.Screen;
import io.attune.cli.terminal.TestScreen;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class InspectCommandTest {
    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();
    private Path file = Path.of("");

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.writeString(root.resolve("tickets.jsonl"), chat("How long is the guarantee on a lamp?",
                "It is two years.") + chat("How long is the guarantee on a table?", "It is three years.") + "oops\n");
    }

    @Test
    void aFileIsDescribedWithoutAPlatform() {
        assertThat(inspect(file.toString())).isZero();
        assertThat(screen.out()).contains("chat conversations", "2 records", "1 bad", "tickets.jsonl:3:", "median",
                "Suggested steps", "exact-duplicates");
    }

    @Test
    void theFindingsAreJsonWhereTheyAreAskedFor() {
        assertThat(inspect(file.toString(), "--json")).isZero();
        JsonNode seen = JsonMapper.builder().build().readTree(screen.out());
        assertThat(seen.at("/files/0/format").stringValue()).isEqualTo("jsonl");
        assertThat(seen.at("/files/0/bad").intValue()).isEqualTo(1);
        assertThat(seen.at("/tokens/count").intValue()).isEqualTo(2);
        assertThat(seen.at("/steps/0/yaml").stringValue()).isEqualTo("normalize");
    }

    @Test
    void aRecipeIsWrittenBesideTheFileAndNotTwice() throws IOException {
        assertThat(inspect("--write", file.toString(), "--license", "internal", "--personal-data", "none")).isZero();
        assertThat(Files.readString(root.resolve("tickets.yaml"))).contains("recipe: tickets", "path: tickets.jsonl",
                "license: internal", "onBadLine: drop");
        assertThat(screen.err()).contains("attune recipe check");
        assertThat(inspect(file.toString(), "--write")).isEqualTo(6);
        assertThat(inspect(file.toString(), "--write", "--force")).isZero();
    }

    @Test
    void initIsTheSameWithTheRecipeWritten() {
        assertThat(run(screen.piped(), "init", "--from", file.toString())).isZero();
        assertThat(root.resolve("tickets.yaml")).exists();
    }

    @Test
    void aFileOfAnyNameIsSentWithTheRecipeThatIsWritten() throws IOException {
        Path odd = Files.copy(file, root.resolve("our tickets (2).jsonl"));
        assertThat(inspect("--write", odd.toString(), "--encoding", "o200k_base")).isZero();
        Path recipe = root.resolve("our-tickets-2.yaml");
        assertThat(Files.readString(recipe)).contains("path: \"our tickets (2).jsonl\"",
                "tokens: {encoding: o200k_base}");
        assertThat(RecipeFiles.checkRequest(recipe).at("/files").has("our tickets (2).jsonl")).isTrue();
    }

    @Test
    void aRecipeHasToStandAboveItsFiles() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere")).resolve("r.yaml");
        assertThat(inspect(file.toString(), "--write", elsewhere.toString())).isEqualTo(2);
        assertThat(screen.err()).contains("not beside the recipe");
    }

    @Test
    void aTerminalShowsABar() {
        assertThat(inspect(screen.terminal(), file.toString())).isZero();
        assertThat(screen.err()).contains("Looking").contains("records");
    }

    @Test
    void aFileWithoutRecordsAnswersNo() throws IOException {
        assertThat(inspect(Files.writeString(root.resolve("empty.jsonl"), "").toString())).isEqualTo(1);
        assertThat(inspect(root.resolve("missing.jsonl").toString())).isEqualTo(2);
        assertThat(inspect(file.toString(), "--personal-data", "perhaps")).isEqualTo(2);
    }

    private static String chat(String question, String answer) {
        return "{\"messages\": [{\"role\": \"user\", \"content\": \"" + question
                + "\"}, {\"role\": \"assistant\", \"content\": \"" + answer + "\"}]}\n";
    }

    private int inspect(String... args) {
        return inspect(screen.piped(), args);
    }

    private int inspect(Screen on, String... args) {
        List<String> all = new ArrayList<>(List.of("dataset", "inspect"));
        all.addAll(List.of(args));
        return run(on, all.toArray(String[]::new));
    }

    private int run(Screen on, String... args) {
        return AttuneCli.run(new Cli(on, screen.clock(), duration -> {}, Map.of(), new Installation(root, Path.of(
                "java"))), args);
    }
}
