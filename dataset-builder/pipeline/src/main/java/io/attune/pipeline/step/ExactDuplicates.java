package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

import io.attune.kernel.Digest;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.FirstEqual;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.TextFold;
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
        int[] first = firsts(examples);
        int[] best = best(first, keep.preference(examples, scope, attribute));
        List<Verdict> verdicts = new ArrayList<>(examples.size());
        for (int i = 0; i < first.length; i++) {
            int kept = best[first[i]];
            verdicts.add(kept == i
                    ? Verdict.KEEP
                    : new Verdict.Remove(Drop.Kind.MERGED, "exact-duplicate", "content " + Digest.of(fold(
                            examples.get(i), new TextFold()).toString()).shortForm(), examples.get(kept)));
        }
        return verdicts;
    }

    /** For each example the first with the same texts. */
    private int[] firsts(List<Example> examples) {
        long[] hashes = new long[examples.size()];
        ThreadLocal<TextFold> own = ThreadLocal.withInitial(TextFold::new);
        IntStream.range(0, hashes.length).parallel().forEach(i -> hashes[i] = fold(examples.get(i),
                own.get()).hash());
        FirstEqual equal = new FirstEqual(hashes.length);
        TextFold one = new TextFold();
        TextFold other = new TextFold();
        int[] first = new int[hashes.length];
        for (int i = 0; i < first.length; i++) {
            Example example = examples.get(i);
            first[i] = equal.of(i, hashes[i], earlier -> fold(example, one).isSame(fold(examples.get(earlier),
                    other)));
        }
        return first;
    }

    /** For the first of those that are equal the one that stays. */
    private static int[] best(int[] first, LongUnaryOperator preference) {
        int[] best = first.clone();
        for (int i = 0; i < first.length; i++) {
            int before = best[first[i]];
            if (before != i && preference.applyAsLong(i) > preference.applyAsLong(before)) {
                best[first[i]] = i;
            }
        }
        return best;
    }

    private TextFold fold(Example example, TextFold into) {
        into.clear();
        switch (scope) {
            case CONVERSATION -> conversation(example, into);
            case PROMPT -> add(example.prompt(), into);
            case PROMPT_AND_ANSWER -> {
                add(example.prompt(), into);
                add(example.answer(), into.add('\u0000'));
            }
        }
        return into;
    }

    private void conversation(Example example, TextFold into) {
        add(example.messages(), into);
        switch (example.judgement()) {
            case Judgement.Preference(List<Message> preferred, List<Message> rejected) -> {
                add(preferred, into.add('\u0001'));
                add(rejected, into.add('\u0001'));
            }
            case Judgement.Rating(boolean good) -> into.add('\u0001').add(String.valueOf(good));
            case null -> {
            }
        }
    }

    private void add(List<Message> messages, TextFold into) {
        for (Message message : messages) {
            into.add(message.role().word()).add('\u0000');
            add(message.content(), into);
            into.add('\u0000');
            for (ToolCall call : message.toolCalls()) {
                into.add(call.function()).add('\u0000').add(call.arguments()).add('\u0000');
            }
        }
    }

    private void add(String text, TextFold into) {
        switch (match) {
            case SPACING -> into.addSpaced(text);
            case WORDS -> into.addWords(text);
        }
    }
}
