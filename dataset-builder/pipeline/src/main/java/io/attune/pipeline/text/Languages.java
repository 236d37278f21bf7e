package io.attune.pipeline.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Tells the language of a text among 103, from its first 300 characters: by the script where only one language writes in
 * it, otherwise by Apache OpenNLP's character n-grams. The model comes out of its jar when it is first needed, which
 * takes about a second and some 50 MB. Thread-safe: each thread has its own detector over the one model.
 */
public final class Languages {
    /** Of the model and of the rules here. */
    public static final String VERSION = "langdetect-183/1";
    private static final int CHARACTERS_READ_MAX = 300;
    private static final Map<UnicodeScript, String> BY_SCRIPT = Map.ofEntries(Map.entry(UnicodeScript.HANGUL, "ko"),
            Map.entry(UnicodeScript.HIRAGANA, "ja"), Map.entry(UnicodeScript.KATAKANA, "ja"),
            Map.entry(UnicodeScript.HAN, "zh"), Map.entry(UnicodeScript.GREEK, "el"),
            Map.entry(UnicodeScript.THAI, "th"), Map.entry(UnicodeScript.ARMENIAN, "hy"),
            Map.entry(UnicodeScript.GEORGIAN, "ka"), Map.entry(UnicodeScript.TAMIL, "ta"),
            Map.entry(UnicodeScript.TELUGU, "te"), Map.entry(UnicodeScript.KANNADA, "kn"),
            Map.entry(UnicodeScript.MALAYALAM, "ml"), Map.entry(UnicodeScript.GUJARATI, "gu"),
            Map.entry(UnicodeScript.GURMUKHI, "pa"), Map.entry(UnicodeScript.SINHALA, "si"),
            Map.entry(UnicodeScript.KHMER, "km"), Map.entry(UnicodeScript.LAO, "lo"));
    private static final ThreadLocal<LanguageDetectorME> DETECTOR = ThreadLocal.withInitial(
            () -> new LanguageDetectorME(Model.LOADED));

    private Languages() {}

    /** The likeliest language; {@code und} for a text without letters. Deterministic. */
    public static Language detect(String text) {
        String head = head(text);
        EnumMap<UnicodeScript, Integer> letters = letters(head);
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        if (all == 0) {
            return Language.UNDETERMINED;
        }
        String told = byScript(letters, all);
        return told == null ? byModel(head) : new Language(told, 1);
    }

    /** Whether {@link #detect} has so many letters to go by. */
    public static boolean hasLetters(String text, int least) {
        String head = head(text);
        int letters = 0;
        for (int i = 0; i < head.length() && letters < least; i++) {
            char c = head.charAt(i);
            letters += Character.isHighSurrogate(c) ? isLetter(head.codePointAt(i)) : isLetter(c);
        }
        return letters >= least;
    }

    private static int isLetter(int point) {
        return Character.isLetter(point) ? 1 : 0;
    }

    /** Whether a detector mistakes one for the other easily, or both are the same. */
    public static boolean areAlike(String tag, String other) {
        return LanguageTags.areAlike(tag, other);
    }

    private static String head(String text) {
        if (text.length() <= CHARACTERS_READ_MAX) {
            return text;
        }
        boolean torn = Character.isHighSurrogate(text.charAt(CHARACTERS_READ_MAX - 1));
        return text.substring(0, torn ? CHARACTERS_READ_MAX - 1 : CHARACTERS_READ_MAX);
    }

    private static EnumMap<UnicodeScript, Integer> letters(String text) {
        EnumMap<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
        text.codePoints().filter(Character::isLetter).forEach(
                c -> letters.merge(c < 0x250 ? UnicodeScript.LATIN : UnicodeScript.of(c), 1, Integer::sum));
        return letters;
    }

    /** A script that writes one language, when half of the letters are in it; kana make Han Japanese. */
    private static @Nullable String byScript(EnumMap<UnicodeScript, Integer> letters, int all) {
        int kana = letters.getOrDefault(UnicodeScript.HIRAGANA, 0) + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
        int japanese = kana == 0 ? 0 : kana + letters.getOrDefault(UnicodeScript.HAN, 0);
        if (2 * japanese > all) {
            return "ja";
        }
        return letters.entrySet().stream().filter(e -> 2 * e.getValue() > all).flatMap(
                e -> Stream.ofNullable(BY_SCRIPT.get(e.getKey()))).findFirst().orElse(null);
    }

    private static Language byModel(String text) {
        var ranked = DETECTOR.get().predictLanguages(text);
        double best = ranked[0].getConfidence();
        double second = ranked[1].getConfidence();
        double lead = best <= 0 ? 0 : 1 - second / best;
        return new Language(LanguageTags.of(ranked[0].getLang()), Math.rint(lead * 1_000) / 1_000);
    }

    /** Loads the model when it is first needed. */
    private static final class Model {
        private static final LanguageDetectorModel LOADED = load();

        private static LanguageDetectorModel load() {
            try (InputStream in = LanguageDetectorModel.class.getResourceAsStream("/langdetect-183.bin")) {
                if (in == null) {
                    throw new IllegalStateException("The language model is not on the class path");
                }
                return new LanguageDetectorModel(in);
            } catch (IOException e) {
                throw new UncheckedIOException("The language model cannot be read", e);
            }
        }
    }
}
