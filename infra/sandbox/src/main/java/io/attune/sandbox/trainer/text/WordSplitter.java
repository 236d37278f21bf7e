package io.attune.sandbox.trainer.text;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts text into the pieces inside which byte pairs are merged, so that no token ever reaches across two words.
 *
 * <p>
 * A word keeps the space, dot or hyphen in front of it: {@code spring.flyway.clean-disabled} becomes
 * {@code spring|.flyway|.clean|-disabled}, and each part of a property name has one form wherever it stands. Digits come
 * in groups of up to three. Nothing is lost: the pieces joined are the text.
 */
final class WordSplitter {

    /** Written so that Java and the regular expressions of Hugging Face's tokenizers agree on it. */
    static final String PATTERN = "[ .\\-]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    private static final Pattern PIECE = Pattern.compile(PATTERN, Pattern.UNICODE_CHARACTER_CLASS);

    private WordSplitter() {}

    static void split(String text, Consumer<String> pieces) {
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            pieces.accept(matcher.group());
        }
    }
}
