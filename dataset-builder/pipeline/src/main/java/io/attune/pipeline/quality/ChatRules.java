package io.attune.pipeline.quality;

import java.util.List;
import java.util.stream.Stream;

import io.attune.pipeline.Message;

/**
 * The fine-tuning profile: what a model should not learn from conversations. Every rule looks at the answers that are
 * learned from and is silent when in doubt: support chat is short, informal and ends without full stops.
 */
final class ChatRules implements RuleSet {
    private static final List<Rule> RULES = Stream.concat(Stream.of(
            Rule.atLeast("min-answer-characters", "answerCharacters", 1),
            Rule.atMost("refusals", "refusals", 0), Rule.atMost("boilerplate", "boilerplate", 0),
            Rule.atMost("answer-language", "answerLanguage", 0.5),
            Rule.atMost("truncation", "truncation", 0.5), Rule.atMost("loop-max", "loops", 5),
            Rule.atMost("repetition", "repetition", 0.5), Rule.atMost("markup", "markup", 2),
            Rule.atMost("navigation", "navigation", 0), Rule.atMost("template-variables", "templateVariables", 0)),
            PairRules.RULES.stream()).toList();

    private final PairRules pairs = new PairRules();

    @Override
    public List<Rule> rules() {
        return RULES;
    }

    @Override
    public void score(Subject subject, Scores.Builder scores) {
        Answer last = null;
        for (Message message : subject.answers()) {
            last = new Answer(message.content());
            Boilerplate.score(last, subject, scores);
            Repetition.score(last.prose(), last.words(), scores);
            Debris.score(last.prose(), subject, scores);
        }
        if (last != null) {
            if (subject.answers().getLast().toolCalls().isEmpty()) {
                scores.set("answerCharacters", last.text().length());
                Truncation.score(last, subject, scores);
            }
            AnswerLanguage.score(subject, last, scores);
        }
        pairs.score(subject, scores);
    }
}
