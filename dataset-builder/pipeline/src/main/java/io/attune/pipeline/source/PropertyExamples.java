package io.attune.pipeline.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.metadata.ConfigurationProperty;
import io.attune.kernel.metadata.SpringMetadata;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.plan.QuestionKind;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Makes examples from configuration metadata: one for each property and form of question that the metadata can answer.
 *
 * <p>Every answer has one form: the property in backticks, one or two sentences, a full stop at the end. How a question is
 * worded, and whether passages stand before it, follows from a hash of the property and the form: varied, and the same on
 * every run. A third of the examples carry passages (the right one and a neighbour's, in either order) in the words the
 * answering runtime uses, so that the model learns to read them.
 *
 * <p>Properties that are removed are left out, as are forms that the metadata cannot answer or that have more than one
 * right answer (a description that two properties share).
 */
public final class PropertyExamples {
    private static final int DEFAULT_LENGTH_MAX = 120;

    private final SourceSpec.SpringMetadata source;
    private final List<ConfigurationProperty> properties;
    private final Map<String, Integer> describedBy = new HashMap<>();

    public PropertyExamples(SourceSpec.SpringMetadata source, SpringMetadata metadata) {
        this.source = source;
        this.properties = metadata.properties().stream().filter(p -> !p.isRemoved()).toList();
        properties.forEach(p -> {
            if (p.description() != null) {
                describedBy.merge(PropertyWording.firstSentence(p.description()), 1, Integer::sum);
            }
        });
    }

    /** How many properties there are to make examples from. */
    public int size() {
        return properties.size();
    }

    /**
     * The examples of one property.
     *
     * @param index from 0, in the order of names
     */
    public List<Example> of(int index) {
        ConfigurationProperty property = properties.get(index);
        List<Example> examples = new ArrayList<>();
        for (QuestionKind kind : source.questions()) {
            int choice = choice(property, kind);
            PropertyWording.Pair pair = pair(property, kind, choice);
            if (pair != null) {
                examples.add(example(property, index, kind, choice, pair));
            }
        }
        return examples;
    }

    private PropertyWording.@Nullable Pair pair(ConfigurationProperty property, QuestionKind kind, int choice) {
        String description = property.description();
        String value = property.defaultValue();
        String type = property.shortType();
        return switch (kind) {
            case WHAT_DOES_IT_DO -> description == null ? null : PropertyWording.whatDoesItDo(property, choice);
            case WHICH_PROPERTY -> description == null || isShared(description)
                    ? null
                    : PropertyWording.whichProperty(property, choice);
            case WHAT_TYPE -> type == null ? null : PropertyWording.whatType(property.name(), type, choice);
            case WHAT_DEFAULT -> value == null || value.length() > DEFAULT_LENGTH_MAX || value.indexOf('`') >= 0
                    ? null
                    : PropertyWording.whatDefault(property.name(), value, choice);
        };
    }

    private boolean isShared(String description) {
        return describedBy.getOrDefault(PropertyWording.firstSentence(description), 0) > 1;
    }

    private Example example(ConfigurationProperty property, int index, QuestionKind kind, int choice,
            PropertyWording.Pair pair) {
        boolean withContext = (choice >>> 8) % 3 == 0;
        String question = withContext
                ? context(property, index, choice) + "Question: " + pair.question()
                : pair.question();
        String word = Settings.word(kind);
        Map<String, String> attributes = new HashMap<>(Map.of("property", property.name(), "question", word, "context",
                withContext ? "given" : "none", "artifact", property.artifact()));
        String value = value(property, kind);
        if (value != null) {
            attributes.put("value", value);
        }
        return new Example(source.name(), property.name() + "#" + word, property.name(), source.license(),
                List.of(Message.user(question), Message.assistant(pair.answer())), attributes);
    }

    /** The exact value the answer has to hold, or null where any wording will do. */
    private static @Nullable String value(ConfigurationProperty property, QuestionKind kind) {
        return switch (kind) {
            case WHAT_DOES_IT_DO -> null;
            case WHICH_PROPERTY -> property.name();
            case WHAT_TYPE -> property.shortType();
            case WHAT_DEFAULT -> property.defaultValue();
        };
    }

    private String context(ConfigurationProperty property, int index, int choice) {
        String right = PropertyWording.passage(property);
        if (properties.size() == 1) {
            return "Context:\n[1] " + right + "\n\n";
        }
        String other = PropertyWording.passage(properties.get(index + 1 < properties.size() ? index + 1 : index - 1));
        boolean rightFirst = (choice >>> 16) % 2 == 0;
        return "Context:\n[1] " + (rightFirst ? right : other) + "\n[2] " + (rightFirst ? other : right) + "\n\n";
    }

    /** 24 bits that depend on nothing but the property's name and the form. */
    private static int choice(ConfigurationProperty property, QuestionKind kind) {
        byte[] hash = Digest.of(property.name() + "\u0000" + kind).bytes();
        return (hash[0] & 255) << 16 | (hash[1] & 255) << 8 | (hash[2] & 255);
    }
}
