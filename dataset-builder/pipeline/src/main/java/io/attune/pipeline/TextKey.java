package io.attune.pipeline;

/** The form of a text in which two that say the same in the same words are equal. */
public final class TextKey {
    private TextKey() {}

    /** Letters and digits of the NFKC form in lower case, everything between them one space. */
    public static String of(String text) {
        return new TextFold(text.length()).addWords(text).toString();
    }

    /** The key of what a prompt asks: of what follows {@code Question:} where passages stand before it. */
    public static String ofQuestion(String prompt) {
        return of(questionIn(prompt));
    }

    /** What a prompt asks: what follows {@code Question:} where passages stand before it, otherwise all of it. */
    public static String questionIn(String prompt) {
        int question = prompt.startsWith("Context:\n") ? prompt.lastIndexOf("\n\nQuestion: ") : -1;
        return question < 0 ? prompt : prompt.substring(question + "\n\nQuestion: ".length());
    }
}
