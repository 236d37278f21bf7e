package io.attune.dataset.browse;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attune.dataset.web.Cursors;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import org.jspecify.annotations.Nullable;

/**
 * Which examples are wanted.
 *
 * @param source a source's name, or null for all
 * @param language a BCP 47 tag, or null for all
 * @param attributes what attributes have to be
 */
record ExampleFilter(Words words, @Nullable String source, @Nullable String language,
        Map<String, String> attributes) {

    /** @param attributes each {@code name=value} */
    static ExampleFilter of(@Nullable String search, @Nullable String source, @Nullable String language,
            @Nullable List<String> attributes) {
        Map<String, String> wanted = new TreeMap<>();
        for (String attribute : attributes == null ? List.<String>of() : attributes) {
            int equals = attribute.indexOf('=');
            if (equals < 1) {
                throw Cursors.problem("attribute", "'" + attribute + "' is not an attribute and its value",
                        "Write it as name=value, such as question=what-default.");
            }
            wanted.put(attribute.substring(0, equals), attribute.substring(equals + 1));
        }
        return new ExampleFilter(Words.of(search), source, language, wanted);
    }

    boolean accepts(Example example) {
        return (source == null || source.equals(example.source()))
                && (language == null || language.equals(example.language()))
                && attributes.entrySet().stream().allMatch(wanted -> wanted.getValue().equals(example.attributes().get(
                        wanted.getKey())))
                && words.areIn(text(example));
    }

    private static String text(Example example) {
        return example.allMessages().map(Message::content).collect(Collectors.joining("\n"));
    }
}
