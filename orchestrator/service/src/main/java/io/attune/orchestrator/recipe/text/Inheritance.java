package io.attune.orchestrator.recipe.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/**
 * What a text takes over from the one file it extends: maps merge, lists and single values replace, and the entry
 * {@code inherited} of a list stands for the entries of the file's list. One level deep: that file extends nothing.
 */
public final class Inheritance {
    /** The key that names the file. */
    public static final String KEY = "extends";
    /** The entry of a list in whose place the inherited entries come. */
    public static final String INHERITED = "inherited";

    private final String file;
    private final int extendsLine;
    private final Problems problems;
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    private Inheritance(String file, int extendsLine, Problems problems) {
        this.file = file;
        this.extendsLine = extendsLine;
        this.problems = problems;
    }

    /**
     * Where a value was written.
     *
     * @param file empty for the text itself
     */
    public record Origin(String file, int line) {

        /** For people: {@code line 3} or {@code house.yaml, line 3}. */
        @Override
        public String toString() {
            return (file.isEmpty() ? "" : file + ", ") + "line " + line;
        }
    }

    /**
     * A text with what it inherits.
     *
     * @param text what was inherited stands on the line of {@code extends}
     * @param file what it extends, or null
     * @param origins of every part that was written, by its JSON pointer
     */
    public record Merged(YamlText.Parsed text, @Nullable String file, Map<String, Origin> origins) {

        /** The problem, said where it was written. */
        public Problem at(Problem problem) {
            String place = problem.place();
            Origin origin = origins.get(place);
            while (origin == null && !place.isEmpty()) {
                place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
                origin = origins.get(place);
            }
            return origin == null || origin.file().isEmpty()
                    ? problem
                    : new Problem(problem.place(), problem.line(), "in " + origin + ": " + problem.message(),
                            problem.nextStep());
        }
    }

    /**
     * Merges.
     *
     * @param files what was sent along, by the path the text uses
     * @return null when the file cannot be read, and then a problem says why
     */
    public static @Nullable Merged merge(YamlText.Parsed own, Map<String, byte[]> files, Problems problems) {
        YamlNode named = own.root().entries().get(KEY);
        if (named == null) {
            Inheritance alone = new Inheritance("", 1, problems);
            alone.keep(own.root());
            return new Merged(own, null, alone.origins);
        }
        if (!(named instanceof YamlNode.Scalar scalar) || scalar.text().isBlank()) {
            named.problem(problems, "'" + KEY + "' is " + named.kindInWords() + " and takes one file",
                    "Write it like '" + KEY + ": house.yaml'.");
            return null;
        }
        byte[] content = files.get(scalar.text());
        if (content == null) {
            named.problem(problems, "the file '" + scalar.text() + "' was not sent along", "Put it where '" + KEY
                    + "' says, seen from the recipe; it is one YAML file.");
            return null;
        }
        Problems inFile = new Problems();
        YamlText.Parsed parent = YamlText.parse(new String(content, StandardCharsets.UTF_8), inFile);
        YamlNode further = parent == null ? null : parent.root().entries().get(KEY);
        if (further != null) {
            further.problem(inFile, "it extends a file itself", "One level is read: write what is meant into '"
                    + scalar.text() + "'.");
        }
        inFile.toList().forEach(problem -> named.problem(problems, "in " + scalar.text() + ", line " + problem.line()
                + ": " + problem.message(), problem.nextStep()));
        if (parent == null || further != null) {
            return null;
        }
        Inheritance both = new Inheritance(scalar.text(), named.line(), problems);
        YamlNode.Entries root = both.entries(own.root(), parent.root(), "");
        return new Merged(new YamlText.Parsed(root, both.lines), scalar.text(), both.origins);
    }

    private YamlNode own(YamlNode own, @Nullable YamlNode parent, String place) {
        return switch (own) {
            case YamlNode.Entries entries -> entries(entries, parent instanceof YamlNode.Entries group ? group : null,
                    place);
            case YamlNode.Items items -> items(items, parent instanceof YamlNode.Items list ? list : null, place);
            case YamlNode.Scalar scalar -> {
                at(place, scalar.line(), "");
                yield new YamlNode.Scalar(place, scalar.line(), scalar.kind(), scalar.text());
            }
        };
    }

    private YamlNode.Entries entries(YamlNode.Entries own, YamlNode.@Nullable Entries parent, String place) {
        at(place, own.line(), "");
        Map<String, YamlNode> merged = new LinkedHashMap<>();
        Map<String, YamlNode> theirs = parent == null ? Map.of() : parent.entries();
        own.entries().forEach((key, value) -> merged.put(key, own(value, theirs.get(key), under(place, key))));
        theirs.forEach((key, value) -> merged.computeIfAbsent(key, k -> inherited(value, under(place, k))));
        return new YamlNode.Entries(place, own.line(), merged);
    }

    private YamlNode items(YamlNode.Items own, YamlNode.@Nullable Items parent, String place) {
        at(place, own.line(), "");
        List<YamlNode> merged = new ArrayList<>();
        int times = 0;
        for (YamlNode item : own.items()) {
            if (!(item instanceof YamlNode.Scalar word && word.text().equals(INHERITED))) {
                merged.add(own(item, null, place + "/" + merged.size()));
            } else if (parent == null) {
                item.problem(problems, file + " has no list here that could be inherited",
                        "Leave the entry '" + INHERITED + "' out.");
            } else if (++times > 1) {
                item.problem(problems, "'" + INHERITED + "' stands twice in the list", "Keep one of them.");
            } else {
                parent.items().forEach(theirs -> merged.add(inherited(theirs, place + "/" + merged.size())));
            }
        }
        return new YamlNode.Items(place, own.line(), merged);
    }

    private YamlNode inherited(YamlNode node, String place) {
        at(place, extendsLine, file);
        origins.put(place, new Origin(file, node.line()));
        return switch (node) {
            case YamlNode.Entries group -> {
                Map<String, YamlNode> copy = new LinkedHashMap<>();
                group.entries().forEach((key, value) -> copy.put(key, inherited(value, under(place, key))));
                yield new YamlNode.Entries(place, extendsLine, copy);
            }
            case YamlNode.Items list -> {
                List<YamlNode> copy = new ArrayList<>();
                list.items().forEach(item -> copy.add(inherited(item, place + "/" + copy.size())));
                yield new YamlNode.Items(place, extendsLine, copy);
            }
            case YamlNode.Scalar scalar -> new YamlNode.Scalar(place, extendsLine, scalar.kind(), scalar.text());
        };
    }

    private void keep(YamlNode node) {
        origins.put(node.place(), new Origin("", node.line()));
        switch (node) {
            case YamlNode.Entries group -> group.entries().values().forEach(this::keep);
            case YamlNode.Items list -> list.items().forEach(this::keep);
            case YamlNode.Scalar _ -> {
            }
        }
    }

    private void at(String place, int line, String from) {
        lines.put(place, line);
        origins.put(place, new Origin(from, line));
    }

    private static String under(String place, String key) {
        return place + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
