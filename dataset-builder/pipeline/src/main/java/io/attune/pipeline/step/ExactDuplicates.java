package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.settings.Settings;

/**
 * Merges examples with equal texts into one of them. {@code scope} says which texts: the whole {@code conversation}, the
 * {@code prompt} (everything said before the answer) or {@code prompt-and-answer} (the last question and its answer). Texts
 * are equal but for white space ({@code match: spacing}), or but for case and everything that is no letter or digit
 * ({@code match: words}). {@code keep} says which one stands for the others: the {@code first}, the {@code newest} by the
 * text of attribute {@code newestBy}, the {@code longest}, or the one whose source comes first in {@code priority}; the
 * dataset's order decides between equals.
 */
final class ExactDuplicates implements Step.OfDataset {
    static final String NAME = "exact-duplicates";

    /** Which texts are compared. */
    enum Scope {
        CONVERSATION,
        PROMPT,
        PROMPT_AND_ANSWER
    }

    /** What makes no difference. */
    enum Match {
        SPACING,
        WORDS
    }

    private final Scope scope;
    private final Match match;
    private final KeepChoice keep;

    private ExactDuplicates(Scope scope, Match match, KeepChoice keep) {
        this.scope = scope;
        this.match = match;
        this.keep = keep;
    }

    static ExactDuplicates of(Settings settings) {
        return new ExactDuplicates(settings.word("scope", Scope.class, Scope.CONVERSATION),
                settings.word("match", Match.class, Match.SPACING), KeepChoice.of(settings));
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
        Map<String, Object> parameters = keep.parameters();
        parameters.put("scope", Settings.word(scope));
        parameters.put("match", Settings.word(match));
        return parameters;
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        Map<Digest, Integer> best = new HashMap<>();
        List<Digest> contents = new ArrayList<>(examples.size());
        for (int i = 0; i < examples.size(); i++) {
            Digest content = content(examples.get(i));
            contents.add(content);
            Integer before = best.get(content);
            if (before == null || keep.isBetter(examples.get(i), examples.get(before))) {
                best.put(content, i);
            }
        }
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(examples.size(), Verdict.KEEP));
        for (int i = 0; i < examples.size(); i++) {
            Integer kept = best.get(contents.get(i));
            if (kept != null && kept != i) {
                verdicts.set(i, new Verdict.Remove(Drop.Kind.MERGED, "exact-duplicate", "content " + contents.get(
                        i).shortForm(), examples.get(kept)));
            }
        }
        return verdicts;
    }

    private Digest content(Example example) {
        StringBuilder text = new StringBuilder();
        switch (scope) {
            case CONVERSATION -> {
                example.messages().forEach(message -> append(message, text));
                if (example.judgement() instanceof Judgement.Preference(var preferred, var rejected)) {
                    text.append('\u0001');
                    preferred.forEach(message -> append(message, text));
                    text.append('\u0001');
                    rejected.forEach(message -> append(message, text));
                } else if (example.judgement() instanceof Judgement.Rating(boolean good)) {
                    text.append('\u0001').append(good);
                }
            }
            case PROMPT -> Turns.before(example).forEach(message -> append(message, text));
            case PROMPT_AND_ANSWER -> text.append(folded(example.prompt())).append('\u0000').append(folded(
                    example.answer()));
        }
        return Digest.of(text.toString());
    }

    private void append(Message message, StringBuilder text) {
        text.append(message.role().word()).append('\u0000').append(folded(message.content())).append('\u0000');
        for (ToolCall call : message.toolCalls()) {
            text.append(call.function()).append('\u0000').append(call.arguments()).append('\u0000');
        }
    }

    private String folded(String text) {
        return switch (match) {
            case SPACING -> Spacing.folded(text);
            case WORDS -> TextKey.of(text);
        };
    }
}
