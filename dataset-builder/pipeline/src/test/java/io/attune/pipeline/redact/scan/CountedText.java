package io.attune.pipeline.redact.scan;

/** Counts how often characters are read. */
public final class CountedText extends Text {
    private long visits;

    public CountedText(String text) {
        super(text);
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
    int skip(int from) {
        int to = super.skip(from);
        visits += to - from + 1;
        return to;
    }

    @Override
    long word(int from) {
        long word = super.word(from);
        visits += (int) word - from + 1;
        return word;
    }
}
