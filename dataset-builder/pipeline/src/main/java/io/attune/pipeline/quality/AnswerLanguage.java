package io.attune.pipeline.quality;

import java.util.List;

import io.attune.pipeline.text.FunctionWords;
import io.attune.pipeline.text.Language;
import io.attune.pipeline.text.Languages;
import io.attune.pipeline.text.Words;

/**
 * Answers in another language than the question. The score is the smaller of both confidences when the languages differ
 * and are not easily mistaken for each other, else 0; there is none when either has too few letters, or when it is not
 * clearly the same and the prompt speaks of translation or names a language.
 */
final class AnswerLanguage {
    private static final int LETTERS_MIN = 30;
    private static final List<String> EXEMPT = List.of("translat", "übersetz", "tradu", "vertaal", "tłumacz", "перев",
            "翻译", "翻訳", "번역", "answer in ", "reply in ", "respond in ", "write in ", "antworte auf", "auf deutsch",
            "auf englisch", "en français", "en anglais", "en español", "en inglés", "in italiano", "english", "german",
            "french", "spanish", "italian", "portuguese", "dutch", "chinese", "japanese", "korean", "russian", "arabic",
            "turkish", "polish", "deutsch", "englisch", "französisch", "spanisch", "anglais", "allemand", "inglés",
            "language", "sprache", "langue", "idioma");

    private AnswerLanguage() {}

    static void score(Subject subject, Answer answer, Scores.Builder scores) {
        String question = Code.without(subject.example().prompt());
        String reply = answer.prose();
        if (!Languages.hasLetters(question, LETTERS_MIN) || !Languages.hasLetters(reply, LETTERS_MIN)) {
            return;
        }
        if (FunctionWords.agree(Words.of(question), answer.words())) {
            scores.raise("answerLanguage", 0, "");
        } else if (EXEMPT.stream().noneMatch(subject.asked()::contains)) {
            byModel(question, reply, scores);
        }
    }

    /** Most records are in one language, and saying so by the model would cost more than everything else. */
    private static void byModel(String question, String reply, Scores.Builder scores) {
        Language ofQuestion = Languages.detect(question);
        Language ofReply = Languages.detect(reply);
        boolean differs = ofQuestion.isDetermined() && ofReply.isDetermined()
                && !Languages.areAlike(ofQuestion.tag(), ofReply.tag());
        scores.raise("answerLanguage", differs ? Math.min(ofQuestion.confidence(), ofReply.confidence()) : 0,
                "answer " + ofReply.tag() + ", question " + ofQuestion.tag());
    }
}
