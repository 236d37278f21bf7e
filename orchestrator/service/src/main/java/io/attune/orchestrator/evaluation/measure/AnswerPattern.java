package io.attune.orchestrator.evaluation.measure;

import java.util.Optional;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions in the syntax of RE2, which are found in time linear in the answer's length whatever they are (R. Cox,
 * "Regular expression matching in the wild", 2010): a suite cannot stop an evaluation.
 */
final class AnswerPattern {

    private AnswerPattern() {}

    static boolean isFound(String pattern, String answer) {
        return Pattern.compile(pattern).matcher(answer).find();
    }

    static Optional<String> problem(String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("it is no regular expression of RE2: " + e.getMessage());
        }
    }
}
