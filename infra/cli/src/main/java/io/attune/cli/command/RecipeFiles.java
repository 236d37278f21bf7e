package io.attune.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import tools.jackson.databind.node.ObjectNode;

/** A recipe's text together with the files beside it that it names. */
public final class RecipeFiles {
    /** Anything that could be a relative path with an extension; whether it is one, the folder decides. */
    private static final Pattern NAME = Pattern.compile("[\\w][\\w./-]*\\.\\w+");
    /** A path with blanks or other letters stands in quotes. */
    private static final Pattern QUOTED = Pattern.compile("(?<=\")[^\"\n]+(?=\")|(?<=')[^'\n]+(?=')");
    private static final long BYTES_MAX = 64_000_000;

    private RecipeFiles() {}

    /**
     * The body that registers or checks a recipe.
     *
     * @throws CliException naming the file that cannot be read, is not UTF-8, or is too large
     */
    public static ObjectNode request(Path recipe) {
        String yaml = text(recipe);
        ObjectNode body = Json.object().put("yaml", yaml);
        ObjectNode files = body.putObject("files");
        named(recipe, yaml).forEach((name, path) -> files.put(name, base64(path)));
        return body;
    }

    /** The files a recipe's text names by a path relative to its folder. */
    static Map<String, Path> named(Path recipe, String yaml) {
        Path folder = recipe.toAbsolutePath().normalize().getParent();
        Map<String, Path> files = new TreeMap<>();
        if (folder != null) {
            Stream.of(NAME, QUOTED).flatMap(form -> form.matcher(yaml).results()).map(MatchResult::group).forEach(
                    name -> file(folder, name).filter(file -> !file.equals(
                            recipe.toAbsolutePath().normalize())).ifPresent(
                                    file -> files.put(name, file)));
        }
        return files;
    }

    private static Optional<Path> file(Path folder, String name) {
        try {
            Path file = folder.resolve(name).normalize();
            return file.startsWith(folder) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            // not a path on this system, so not a file beside the recipe
            return Optional.empty();
        }
    }

    private static String text(Path recipe) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(recipe))).toString();
        } catch (CharacterCodingException e) {
            throw new CliException(ExitCode.BAD_INPUT, recipe + " is not UTF-8", List.of(),
                    "Convert it: iconv -t UTF-8 " + recipe, e);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, recipe + " cannot be read", List.of(),
                    "Give the path of a recipe, such as config-assistant.yaml.", e);
        }
    }

    private static String base64(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new CliException(ExitCode.BAD_INPUT, file + " is larger than " + BYTES_MAX / 1_000_000 + " MB",
                        "Put it into the object store and name it there.");
            }
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(),
                    "The recipe names it; give yourself the right to read it.", e);
        }
    }
}
