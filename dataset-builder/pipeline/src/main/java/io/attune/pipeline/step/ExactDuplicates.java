package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

import io.attune.kernel.Digest;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.near.Keep;
import io.attune.pipeline.near.Scope;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Merges examples with equal texts into one of them. {@code scope} says which texts: the whole {@code conversation} with
 * its roles, calls of tools and judgement, the {@code prompt} (the last question) or {@code prompt-and-answer}. Texts are
 * equal but for white space ({@code match: spacing}), or but for case and everything that is no letter or digit ({@code
 * match: words}). {@code keep} says which one stands for the others, as with near-duplicates; the {@code first} by default.
 */
final class ExactDuplicates implements Step.OfDataset {
    static final String NAME = "exact-duplicates";

    /** What makes a difference. */
    enum Match {
        /** Everything but white space. */
        SPACING,
        /** Letters and digits alone, whatever their case. */
        WORDS
    }

    private final Scope scope;
    private final Match match;
    private final Keep keep;
    private final @Nullable String attribute;

    private ExactDuplicates(Scope scope, Match match, Keep keep, @Nullable String attribute) {
        this.scope = scope;
        this.match = match;
        this.keep = keep;
        this.attribute = attribute;
    }

    static ExactDuplicates of(Settings settings) {
        Scope scope = settings.word("scope", Scope.class, Scope.CONVERSATION);
        Match match = settings.word("match", Match.class, Match.SPACING);
        Keep keep = settings.word("keep", Keep.class, Keep.FIRST);
        String attribute = settings.optionalText("by");
        if (keep.needsAttribute() != (attribute != null)) {
            settings.problem("by", attribute == null
                    ? "'keep: " + Settings.word(keep) + "' needs 'by'"
                    : "'keep: " + Settings.word(keep) + "' goes by no attribute",
                    "Write by: and an attribute with keep: newest or keep: best-score, and leave it out otherwise.");
        }
        return new ExactDuplicates(scope, match, keep, attribute);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new TreeMap<>(Map.of("scope", Settings.word(scope), "match", Settings.word(
                match), "keep", Settings.word(keep)));
        if (attribute != null) {
            parameters.put("by", attribute);
        }
        return parameters;
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        List<Digest> contents = examples.parallelStream().map(this::content).toList();
        LongUnaryOperator preference = keep.preference(examples, scope, attribute);
        Map<Digest, Integer> best = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            int index = i;
            best.merge(contents.get(i), i, (before, now) -> preference.applyAsLong(index) > preference.applyAsLong(
                    before)
                            ? now
                            : before);
        }
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(examples.size(), Verdict.KEEP));
        for (int i = 0; i < examples.size(); i++) {
            int kept = best.getOrDefault(contents.get(i), i);
            if (kept != i) {
                verdicts.set(i, new Verdict.Remove(Drop.Kind.MERGED, "exact-duplicate", "content " + contents.get(
                        i).shortForm(), examples.get(kept)));
            }
        }
        return verdicts;
    }

    private Digest content(Example example) {
        return Digest.of(switch (scope) {
            case CONVERSATION -> conversation(example);
            case PROMPT -> folded(example.prompt());
            case PROMPT_AND_ANSWER -> folded(example.prompt()) + "\u0000" + folded(example.answer());
        });
    }

    private String conversation(Example example) {
        StringBuilder text = new StringBuilder();
        append(example.messages(), text);
        switch (example.judgement()) {
            case Judgement.Preference(List<Message> preferred, List<Message> rejected) -> {
                append(preferred, text.append('\u0001'));
                append(rejected, text.append('\u0001'));
            }
            case Judgement.Rating(boolean good) -> text.append('\u0001').append(good);
            case null -> {
            }
        }
        return text.toString();
    }

    private void append(List<Message> messages, StringBuilder text) {
        for (Message message : messages) {
            text.append(message.role().word()).append('\u0000').append(folded(message.content())).append('\u0000');
            for (ToolCall call : message.toolCalls()) {
                text.append(call.function()).append('\u0000').append(call.arguments()).append('\u0000');
            }
        }
    }

    private String folded(String text) {
        return switch (match) {
            case SPACING -> Spacing.folded(text);
            case WORDS -> TextKey.of(text);
        };
    }
}
