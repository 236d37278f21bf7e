package io.attune.pipeline.redact.secret;

import io.attune.pipeline.redact.scan.CharClass;

/** What the body of a token is written in. */
enum Alphabet {
    ALPHANUMERIC(""),
    WORD("_"),
    URL("_-"),
    DOTTED("_-."),
    BASE64("+/="),
    HEX(""),
    CAPITALS("");

    private final String signs;

    Alphabet(String signs) {
        this.signs = signs;
    }

    boolean has(char c) {
        return switch (this) {
            case HEX -> CharClass.isHex(c);
            case CAPITALS -> CharClass.isDigit(c) || (c >= 'A' && c <= 'Z');
            default -> (c < 128 && CharClass.isAlphanumeric(c)) || (c != 0 && signs.indexOf(c) >= 0);
        };
    }
}
