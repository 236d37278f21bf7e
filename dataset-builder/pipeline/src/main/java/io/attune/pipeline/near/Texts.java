package io.attune.pipeline.near;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Texts that are read in passing and can be read again, so that none of them has to stay in memory. Several threads read
 * different ranges at once. Every reading gives the same texts; the order of the texts is the dataset's.
 */
public interface Texts {

    /** Takes a text. */
    @FunctionalInterface
    interface Receiver {
        void accept(long index, String text);
    }

    /** How many there are. */
    long size();

    /** Hands over the texts with indexes from {@code from} inclusive to {@code to} exclusive, in order. */
    void read(long from, long to, Receiver receiver);

    /** Texts that are in memory anyway. */
    static Texts of(List<String> texts) {
        return of(texts.size(), texts::get);
    }

    /** Texts made one by one from something in memory. */
    static Texts of(int size, IntFunction<String> text) {
        return new Texts() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public void read(long from, long to, Receiver receiver) {
                for (long i = from; i < to; i++) {
                    receiver.accept(i, text.apply((int) i));
                }
            }
        };
    }

    /** These texts, and behind them others. */
    default Texts then(Texts others) {
        Texts first = this;
        return new Texts() {
            @Override
            public long size() {
                return first.size() + others.size();
            }

            @Override
            public void read(long from, long to, Receiver receiver) {
                long border = first.size();
                if (from < border) {
                    first.read(from, Math.min(to, border), receiver);
                }
                if (to > border) {
                    others.read(Math.max(from, border) - border, to - border,
                            (index, text) -> receiver.accept(border + index, text));
                }
            }
        };
    }
}
