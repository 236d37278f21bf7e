package io.attune.pipeline.step;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.settings.Settings;
import io.attune.pipeline.text.Language;
import io.attune.pipeline.text.Languages;

/**
 * States the language of examples that do not state one, as seen in what is asked and answered, and drops those in none
 * of the languages to {@code keep} (all by default). A text of fewer than {@code minLetters} letters or a verdict below
 * {@code minConfidence} leaves the example as it is, undetermined and kept.
 */
final class DetectLanguage implements Step.OfExample {
    static final String NAME = "language";

    private final List<String> keep;
    private final double minConfidence;
    private final int minLetters;

    private DetectLanguage(List<String> keep, double minConfidence, int minLetters) {
        this.keep = keep;
        this.minConfidence = minConfidence;
        this.minLetters = minLetters;
    }

    static DetectLanguage of(Settings settings) {
        List<String> keep = settings.texts("keep", List.of());
        for (String tag : keep) {
            if (Locale.forLanguageTag(tag).getLanguage().isEmpty()) {
                settings.problem("keep", "'" + tag + "' is not a language", "Write BCP 47 tags, such as [en, de].");
            }
        }
        return new DetectLanguage(keep.stream().sorted().distinct().toList(),
                settings.decimal("minConfidence", 0, 1, 0.2), (int) settings.number("minLetters", 1, 300, 20));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1/" + Languages.VERSION;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("keep", keep, "minConfidence", Settings.plain(minConfidence), "minLetters", (long) minLetters);
    }

    @Override
    public Verdict judge(Example example) {
        String stated = example.language();
        if (stated != null) {
            return isKept(stated)
                    ? Verdict.KEEP
                    : Verdict.drop("other-language", "stated " + stated + ", kept " + keep);
        }
        String text = text(example);
        Language seen = Languages.hasLetters(text, minLetters) ? Languages.detect(text) : Language.UNDETERMINED;
        if (!seen.isDetermined() || seen.confidence() < minConfidence) {
            return Verdict.KEEP;
        }
        return isKept(seen.tag())
                ? new Verdict.Change(example.withLanguage(seen.tag()))
                : Verdict.drop("other-language", "language " + seen.tag() + ", confidence " + Settings.plain(
                        seen.confidence()) + ", at least " + Settings.plain(minConfidence) + ", kept " + keep);
    }

    /** The first question and the answer: what the model learns to do, without the instructions. */
    private static String text(Example example) {
        String asked = example.prompt();
        String head = asked.substring(0, Math.min(asked.length(), 150));
        String answer = example.answer();
        String both = (head + "\n" + answer).strip();
        return both.isEmpty() ? example.messages().stream().map(Message::content).findFirst().orElse("") : both;
    }

    private boolean isKept(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return keep.isEmpty() || keep.contains(tag) || keep.stream().anyMatch(
                k -> Locale.forLanguageTag(k).getLanguage().equals(language));
    }
}
