package io.attune.orchestrator.recipe.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML 1.2 text (core schema, so {@code no} and {@code on} are texts) as a tree with lines. Anchors are allowed; the
 * tree they unfold to is bounded in depth and size, so a small text cannot become a large one.
 */
public final class YamlText {
    private static final int CHARACTERS_MAX = 256 * 1024;
    private static final int DEPTH_MAX = 20;
    private static final int NODES_MAX = 20_000;

    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Problems problems;
    private int nodes;

    private YamlText(Problems problems) {
        this.problems = problems;
    }

    /** A tree, and the line of each place in it. */
    public record Parsed(YamlNode.Entries root, Map<String, Integer> lines) {

        /** The line of a JSON pointer, or of the closest part around it that is there. */
        public int line(String pointer) {
            String place = pointer;
            while (!place.isEmpty()) {
                Integer line = lines.get(place);
                if (line != null) {
                    return line;
                }
                place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
            }
            return 1;
        }
    }

    /** Reads a text whose top is a group of keys; null when there is no such tree, and then a problem says why. */
    public static @Nullable Parsed parse(String text, Problems problems) {
        if (text.length() > CHARACTERS_MAX) {
            problems.add("/", 1, "the text has " + text.length() + " characters, and at most " + CHARACTERS_MAX
                    + " are read", "Move long parts into files of their own.");
            return null;
        }
        YamlText reading = new YamlText(problems);
        try {
            Optional<Node> root = reading.compose(text);
            if (root.isEmpty()) {
                problems.add("/", 1, "the text is empty", "Begin with 'recipe: <name>'.");
                return null;
            }
            YamlNode tree = reading.convert(root.get(), "", 0);
            if (tree instanceof YamlNode.Entries entries) {
                return new Parsed(entries, reading.lines);
            }
            tree.problem(problems, "the text is not a group of keys", "Begin with 'recipe: <name>'.");
            return null;
        } catch (MarkedYamlEngineException e) {
            problems.add("/", line(e.getProblemMark().or(e::getContextMark)), "not YAML: " + reason(e),
                    "Mend the text at this line; indentation is by spaces.");
            return null;
        } catch (TooMuch | YamlEngineException e) {
            problems.add("/", 1, "not read: " + e.getMessage(), "Write the text in a simpler way.");
            return null;
        }
    }

    private Optional<Node> compose(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel("recipe").setSchema(new CoreSchema()).setUseMarks(
                true).setCodePointLimit(CHARACTERS_MAX * 2).setMaxAliasesForCollections(100).setAllowNonScalarKeys(
                        true).build();
        requireShallow(new Parse(settings).parseString(text));
        return new Compose(settings).composeString(text);
    }

    /** The composer descends recursively; this looks at the flat events first. */
    private static void requireShallow(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            if (depth > DEPTH_MAX) {
                throw new TooMuch("it is nested more than " + DEPTH_MAX + " levels deep");
            }
        }
    }

    private YamlNode convert(Node node, String place, int depth) {
        if (++nodes > NODES_MAX || depth > DEPTH_MAX) {
            throw new TooMuch("its anchors unfold to too large a tree");
        }
        int line = line(node.getStartMark());
        lines.put(place, line);
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, place, line);
            case SequenceNode sequence -> {
                List<YamlNode> items = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    items.add(convert(item, place + "/" + items.size(), depth + 1));
                }
                yield new YamlNode.Items(place, line, items);
            }
            case MappingNode mapping -> new YamlNode.Entries(place, line, entries(mapping, place, depth));
            default -> throw new TooMuch("it holds an alias to itself");
        };
    }

    private Map<String, YamlNode> entries(MappingNode mapping, String place, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int line = line(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(place.isEmpty() ? "/" : place, line, "a key is a list or a group of keys",
                        "Keys are texts.");
                continue;
            }
            String pointer = place + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
            YamlNode value = convert(tuple.getValueNode(), pointer, depth + 1);
            if (tuple.getValueNode() instanceof ScalarNode) {
                lines.put(pointer, value.line());
            }
            YamlNode earlier = entries.putIfAbsent(key.getValue(), value);
            if (earlier != null) {
                problems.add(pointer, line, "the key '" + key.getValue() + "' stands twice; first on line "
                        + earlier.line(), "Keep one of them.");
            }
        }
        return entries;
    }

    private YamlNode scalar(ScalarNode scalar, String place, int line) {
        Tag tag = scalar.getTag();
        YamlNode.Kind kind = YamlNode.Kind.TEXT;
        if (tag.equals(Tag.INT)) {
            kind = YamlNode.Kind.INTEGER;
        } else if (tag.equals(Tag.FLOAT)) {
            kind = YamlNode.Kind.DECIMAL;
        } else if (tag.equals(Tag.BOOL)) {
            kind = YamlNode.Kind.BOOLEAN;
        } else if (tag.equals(Tag.NULL)) {
            kind = YamlNode.Kind.NOTHING;
        } else if (!tag.equals(Tag.STR)) {
            problems.add(place, line, "the tag " + tag.getValue() + " is not used in recipes", "Leave it out.");
        }
        return new YamlNode.Scalar(place, line, kind, scalar.getValue());
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(m -> m.getLine() + 1).orElse(1);
    }

    private static String reason(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return context + e.getProblem();
    }

    /** Ends the reading of a text that is not worth reading on. */
    private static final class TooMuch extends RuntimeException {
        TooMuch(String message) {
            super(message);
        }
    }
}
