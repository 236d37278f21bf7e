package io.attune.orchestrator.evaluation.judge;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells answers that look as if they were to steer a judge: orders to it, verdicts in its own format, marks that would end the
 * data, the turns of a chat template. It decides nothing; reports count what it finds, for people to look at. Precise rather
 * than complete: what keeps such text without effect is how it is shown to the judge ({@link JudgePrompt}).
 */
final class Steering {
    private static final int LOOKED_AT_MAX = 100_000;
    private static final List<Pattern> SIGNS = List.of(
            sign("\\b(ignore|disregard|forget|override)\\b.{0,40}\\b(rubric|instruction|instructions|prompt|criteria"
                    + "|rules above|guidelines)\\b"),
            sign("\\b(choose|pick|select|prefer|vote for|declare|output|answer with|reply with|respond with)\\b.{0,20}"
                    + "\\b(answer|response|option|assistant)?\\s*[\"'(]?\\b[AB]\\b[\"')]?\\s*(as|is)?\\s*(the)?\\s*"
                    + "(better|best|winner|$|[.!,;\\n])"),
            sign("\\b(this|my|answer [AB]|response [AB])\\b.{0,20}\\b(is|as) the (winner|winning answer|better answer)\\b"),
            sign("[\"']winner[\"']\\s*:"),
            sign("\\b(dear|attention|note to( the)?|hey|hello|as the)\\s+(judge|grader|evaluator)\\b"),
            sign("\\b(begin|end)\\s+(answer|question|reference)(\\s+[AB])?\\s+[0-9a-f]{6,}"),
            sign("^\\s*(-{3,}|={3,}|\\[|<{1,3}/?)\\s*(end|begin|start)( of)?( the)?\\s*(answer|response|data|assistant)"),
            sign("</?(answer|response|system|rubric|instructions?)>"),
            sign("<\\|(im_start|im_end|system|user|assistant|eot_id|start_header_id)\\|>|\\[/?INST\\]|<<SYS>>"),
            sign("^\\s*(#{1,4}\\s*)?(system|new instructions?|updated rubric)\\s*:"));

    private Steering() {}

    private static Pattern sign(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE | Pattern.UNICODE_CASE);
    }

    /** Whether an answer looks like an attempt. */
    static boolean isTried(String answer) {
        String text = plain(answer);
        return SIGNS.stream().anyMatch(sign -> sign.matcher(text).find());
    }

    /** Without characters that people do not see, which would part the words. */
    private static String plain(String answer) {
        StringBuilder text = new StringBuilder();
        answer.codePoints().limit(LOOKED_AT_MAX).filter(c -> Character.getType(c) != Character.FORMAT).forEach(
                text::appendCodePoint);
        return java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC);
    }
}
