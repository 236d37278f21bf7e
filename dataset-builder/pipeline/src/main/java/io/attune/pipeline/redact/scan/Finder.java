package io.attune.pipeline.redact.scan;

/**
 * Looks for one kind of data where the scan points to. Stateless and thread-safe; what it finds it gives to
 * {@link Scan#found}. It reads a window of bounded length.
 */
public sealed interface Finder {

    /** Called at signs: {@code @ : = + - >}. */
    non-sealed interface AtSign extends Finder {
        String signs();

        void sign(Scan scan, int at);
    }

    /** Called for groups of digits that are words. */
    non-sealed interface AtDigits extends Finder {
        /** How long the first group may be, as a set of bits: bit n stands for n digits. */
        int lengths();

        /**
         * The same for a group with no digit soon behind it and no context of {@link Context#NUMBERS} near: most groups in
         * most texts, so the fewer the better.
         */
        int lengthsAlone();

        void digits(Scan scan, DigitGroups groups, int first);
    }

    /** Called for words of letters and digits, and for any word soon after a context word. */
    non-sealed interface AtWord extends Finder {

        /** @param classes of {@link CharClass}, those of all its characters together */
        void word(Scan scan, int start, int end, int classes);
    }

    /** Called for words that may begin with one of the prefixes, which have three characters at least. */
    non-sealed interface AtPrefix extends Finder {
        Iterable<String> prefixes();

        void prefix(Scan scan, int start);
    }

    /** Called behind each word that means a certain context. */
    non-sealed interface AtContext extends Finder {
        Context context();

        void context(Scan scan, int start, int end);
    }
}
