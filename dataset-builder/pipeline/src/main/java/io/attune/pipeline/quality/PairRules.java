package io.attune.pipeline.quality;

import java.util.List;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import io.attune.pipeline.TextKey;

/**
 * Rules about preference pairs: both sides the same, ties (the same words, or equal ratings in the attributes {@code
 * scorePreferred} and {@code scoreRejected}), sides that continue different prompts, one side much longer than the other
 * (which teaches length).
 */
final class PairRules implements RuleSet {
    static final List<Rule> RULES = List.of(Rule.atMost("identical-sides", "identical", 0),
            Rule.atMost("ties", "tie", 0), Rule.atMost("prompt-mismatch", "promptMismatch", 0),
            Rule.atMost("length-ratio-max", "lengthRatio", Rule.OFF));

    @Override
    public List<Rule> rules() {
        return RULES;
    }

    @Override
    public void score(Subject subject, Scores.Builder scores) {
        if (subject.example().judgement() instanceof Judgement.Preference pair) {
            String preferred = said(pair.preferred());
            String rejected = said(pair.rejected());
            scores.set("identical", preferred.equals(rejected) ? 1 : 0);
            scores.set("tie", isTie(subject.example(), pair) ? 1 : 0);
            scores.set("promptMismatch", asked(pair.preferred()).equals(asked(pair.rejected()))
                    && continues(subject.example()) ? 0 : 1);
            double longer = Math.max(preferred.length(), rejected.length());
            double shorter = Math.max(1, Math.min(preferred.length(), rejected.length()));
            scores.set("lengthRatio", longer / shorter);
        }
    }

    private static boolean isTie(Example example, Judgement.Preference pair) {
        String better = example.attributes().get("scorePreferred");
        String worse = example.attributes().get("scoreRejected");
        boolean isRatedEqual = better != null && better.equals(worse);
        String preferred = TextKey.of(said(pair.preferred()));
        return isRatedEqual || (!preferred.isEmpty() && preferred.equals(TextKey.of(said(pair.rejected()))));
    }

    /** Whether what comes before the sides ends so that an answer can follow. */
    private static boolean continues(Example example) {
        Message last = example.messages().getLast();
        return last.role() != Role.ASSISTANT || !last.toolCalls().isEmpty();
    }

    private static String said(List<Message> side) {
        StringBuilder said = new StringBuilder();
        for (Message message : side) {
            if (message.role() == Role.ASSISTANT) {
                said.append(message.content().strip()).append('\n');
                message.toolCalls().forEach(call -> said.append(call.function()).append(call.arguments()).append('\n'));
            }
        }
        return said.toString();
    }

    private static List<String> asked(List<Message> side) {
        return side.stream().filter(m -> m.role() == Role.USER || m.role().isInstruction()).map(m -> TextKey.of(
                m.content())).toList();
    }
}
