package io.attune.pipeline.redact.scan;

/** Counts how often characters are read. */
public final class CountedText extends Text {
    /** So many characters are passed by one look at their marks. */
    private static final int BLOCK = 64;

    private long visits;

    /** Finding out where words and signs stand reads each character once. */
    public CountedText(String text) {
        super(text);
        visits = text.length();
    }

    public long visits() {
        return visits;
    }

    @Override
    public char at(int index) {
        visits++;
        return super.at(index);
    }

    @Override
    public String part(int start, int end) {
        visits += end - start;
        return super.part(start, end);
    }

    @Override
    int wordEnd(int index) {
        int end = super.wordEnd(index);
        visits += (end - index) / BLOCK + 1;
        return end;
    }
}
