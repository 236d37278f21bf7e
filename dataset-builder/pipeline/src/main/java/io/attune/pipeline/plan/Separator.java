package io.attune.pipeline.plan;

/** What stands between the fields of a table's record. */
public enum Separator {
    COMMA(','),
    SEMICOLON(';'),
    TAB('\t');

    private final char character;

    Separator(char character) {
        this.character = character;
    }

    public char character() {
        return character;
    }
}
