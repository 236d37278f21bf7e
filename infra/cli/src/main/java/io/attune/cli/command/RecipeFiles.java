package io.attune.cli.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.pipeline.plan.Glob;
import io.attune.pipeline.plan.Origin;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A recipe's text together with the files beside it that it names. */
public final class RecipeFiles {
    /** Anything that could be a relative path with an extension; whether it is one, the folder decides. */
    private static final Pattern NAME = Pattern.compile("[\\w][\\w./-]*\\.\\w+");
    /** A path with blanks or other letters stands in quotes. */
    private static final Pattern QUOTED = Pattern.compile("(?<=\")[^\"\n]+(?=\")|(?<=')[^'\n]+(?=')");
    /** The file that a recipe extends may lie above it. */
    private static final Pattern EXTENDS = Pattern.compile(
            "(?m)^extends:\\s*[\"']?([^\"'\\s#]+\\.ya?ml)[\"']?\\s*(?:#.*)?$");
    private static final Pattern PATH = Pattern.compile("\\bpath:\\s*(?:\"([^\"\\n]*)\"|'([^'\\n]*)'|([^\\s,}#]+))");
    /** What stands in the request itself; all else is sent ahead. */
    private static final long WITHIN_MAX = 1_000_000;
    private static final long WITHIN_ALL_MAX = 16_000_000;
    private static final int FILES_MAX = 10_000;
    private static final String NOT_SENT = "sha256:" + "0".repeat(64);

    private RecipeFiles() {}

    /**
     * The body that registers a recipe or builds its dataset; its large files are sent ahead, unless the platform has them.
     *
     * @throws CliException naming the file that cannot be read, is not UTF-8, or is too large
     */
    public static ObjectNode request(Cli cli, Path recipe) {
        return body(recipe, file -> Uploading.ahead(cli, file));
    }

    /** The body that checks a recipe: large files are only named. */
    public static ObjectNode checkRequest(Path recipe) {
        return body(recipe, file -> NOT_SENT);
    }

    /** What a recipe's text names, as requests hold it; large files are sent ahead, or only named. */
    static ObjectNode files(Cli cli, Path recipe, String yaml, boolean send) {
        ObjectNode files = Json.object();
        Map<String, Path> named = named(recipe, yaml);
        Set<String> within = within(named);
        named.forEach((name, path) -> files.put(name, within.contains(name)
                ? base64(path)
                : send ? Uploading.ahead(cli, path) : NOT_SENT));
        return files;
    }

    private static ObjectNode body(Path recipe, Function<Path, String> ahead) {
        String yaml = text(recipe);
        ObjectNode body = Json.object().put("yaml", yaml);
        ObjectNode files = body.putObject("files");
        Map<String, Path> named = named(recipe, yaml);
        Set<String> within = within(named);
        named.forEach((name, path) -> files.put(name, within.contains(name) ? base64(path) : ahead.apply(path)));
        return body;
    }

    /** The small ones, the smallest first, as many as a request can bear. */
    private static Set<String> within(Map<String, Path> named) {
        Map<String, Long> sizes = new TreeMap<>();
        named.forEach((name, path) -> sizes.put(name, size(path)));
        Set<String> within = new HashSet<>();
        long all = 0;
        for (Map.Entry<String, Long> file : sizes.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList()) {
            all += file.getValue();
            if (file.getValue() <= WITHIN_MAX && all <= WITHIN_ALL_MAX) {
                within.add(file.getKey());
            }
        }
        return within;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The files a recipe's text names by a path relative to its folder, or by a pattern. */
    static Map<String, Path> named(Path recipe, String yaml) {
        Path folder = recipe.toAbsolutePath().normalize().getParent();
        Map<String, Path> files = new TreeMap<>();
        Matcher house = EXTENDS.matcher(yaml);
        if (folder != null && house.find()) {
            Path extended = folder.resolve(house.group(1)).normalize();
            if (Files.isRegularFile(extended)) {
                addNamed(recipe, folder, text(extended), files);
                files.put(house.group(1), extended);
            }
        }
        addNamed(recipe, folder, yaml, files);
        return files;
    }

    private static void addNamed(Path recipe, @Nullable Path folder, String yaml, Map<String, Path> files) {
        if (folder != null) {
            Stream.of(NAME, QUOTED).flatMap(form -> form.matcher(yaml).results()).map(MatchResult::group).forEach(
                    name -> file(folder, name).filter(file -> !file.equals(
                            recipe.toAbsolutePath().normalize())).ifPresent(
                                    file -> files.put(name, file)));
        }
        Matcher paths = PATH.matcher(yaml);
        while (folder != null && paths.find()) {
            String path = paths.group(1) != null
                    ? paths.group(1)
                    : paths.group(2) != null ? paths.group(2) : paths.group(3);
            try {
                if (Origin.parse(path) instanceof Origin.Folder pattern) {
                    addMatching(folder, pattern.paths(), files);
                }
            } catch (Origin.UnreadableException e) {
                // the platform says what is wrong with it
            }
        }
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

    private static void addMatching(Path folder, Glob pattern, Map<String, Path> files) {
        String prefix = pattern.literalPrefix();
        Path begin = folder.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize();
        boolean deep = pattern.pattern().contains("**") || pattern.pattern().endsWith("/");
        long depth = pattern.pattern().substring(prefix.lastIndexOf('/') + 1).chars().filter(c -> c == '/').count() + 1;
        if (!begin.startsWith(folder) || !Files.isDirectory(begin)) {
            return;
        }
        try (Stream<Path> found = Files.walk(begin, deep ? Integer.MAX_VALUE : (int) depth)) {
            found.filter(Files::isRegularFile).limit(FILES_MAX + 1L).forEach(file -> {
                String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
                if (pattern.matches(name)) {
                    files.put(name, file);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new CliException(ExitCode.BAD_INPUT, begin + " cannot be read", List.of(),
                    "The recipe names files in it; give yourself the right to read it.", e);
        }
        if (files.size() > FILES_MAX) {
            throw new CliException(ExitCode.BAD_INPUT, "'" + pattern.pattern() + "' stands for more than " + FILES_MAX
                    + " files", "Name fewer, or put them together.");
        }
    }

    /** A recipe's text. */
    static String text(Path recipe) {
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
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CliException unreadable(Path file, IOException cause) {
        return new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(),
                "The recipe names it; give yourself the right to read it.", cause);
    }
}
