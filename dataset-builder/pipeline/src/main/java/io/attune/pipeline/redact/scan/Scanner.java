package io.attune.pipeline.redact.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Runs finders over texts. Immutable and thread-safe. */
public final class Scanner {
    private static final Comparator<Match> BEST_FIRST = Comparator.<Match>comparingInt(
            match -> -match.rule().rank()).thenComparingInt(match -> match.start() - match.end()).thenComparingInt(
                    Match::start).thenComparing(match -> match.rule().name());
    private static final int ASCII = 128;
    private static final int GROUP_MAX = 24;
    /** How far behind a group of digits the next one begins at most. */
    static final int LOOK_AHEAD = 4;

    private final Finder.AtSign[][] bySign = new Finder.AtSign[ASCII][];
    private final Finder.AtDigits[][] byLength = new Finder.AtDigits[GROUP_MAX + 1][];
    private final Finder.AtDigits[][] alone = new Finder.AtDigits[GROUP_MAX + 1][];
    private final Finder.AtWord[] atWord;
    private final Finder.AtContext[][] byContext = new Finder.AtContext[Context.values().length][];
    private final Finder.AtPrefix[][] byPrefix = new Finder.AtPrefix[ASCII * ASCII][];
    private final WordTable table;

    public Scanner(List<Finder> finders) {
        atWord = of(finders, Finder.AtWord.class).toArray(Finder.AtWord[]::new);
        List<Finder.AtSign> atSign = of(finders, Finder.AtSign.class);
        for (char c = 0; c < ASCII; c++) {
            char sign = c;
            bySign[c] = atSign.stream().filter(finder -> finder.signs().indexOf(sign) >= 0).toArray(
                    Finder.AtSign[]::new);
        }
        List<Finder.AtDigits> atDigits = of(finders, Finder.AtDigits.class);
        for (int length = 0; length <= GROUP_MAX; length++) {
            int bit = 1 << length;
            byLength[length] = atDigits.stream().filter(finder -> (finder.lengths() & bit) != 0).toArray(
                    Finder.AtDigits[]::new);
            alone[length] = atDigits.stream().filter(finder -> (finder.lengthsAlone() & bit) != 0).toArray(
                    Finder.AtDigits[]::new);
        }
        List<String> prefixes = new ArrayList<>();
        Map<Integer, Set<Finder.AtPrefix>> starts = new HashMap<>();
        for (Finder.AtPrefix finder : of(finders, Finder.AtPrefix.class)) {
            for (String prefix : finder.prefixes()) {
                prefixes.add(prefix);
                starts.computeIfAbsent(prefix.charAt(0) * ASCII + prefix.charAt(1), two -> new LinkedHashSet<>()).add(
                        finder);
            }
        }
        table = new WordTable(prefixes);
        Arrays.fill(byPrefix, new Finder.AtPrefix[0]);
        starts.forEach((two, some) -> byPrefix[two] = some.toArray(Finder.AtPrefix[]::new));
        List<Finder.AtContext> atContext = of(finders, Finder.AtContext.class);
        for (Context context : Context.values()) {
            byContext[context.index()] = atContext.stream().filter(finder -> finder.context() == context).toArray(
                    Finder.AtContext[]::new);
        }
    }

    private static <F> List<F> of(List<Finder> finders, Class<F> type) {
        return finders.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What is found in a text, by position, without overlaps. */
    public List<Match> matches(Text text) {
        Scan scan = new Scan(text);
        for (int block = 0; block < text.blocks(); block++) {
            long signs = text.signs(block);
            for (long rest = text.starts(block) | signs; rest != 0; rest &= rest - 1) {
                int at = (block << 6) + Long.numberOfTrailingZeros(rest);
                if ((signs >>> at & 1) != 0) {
                    sign(scan, at, text.at(at));
                } else {
                    word(scan, text, at, text.wordEnd(at));
                }
            }
        }
        return withoutOverlaps(scan.matches());
    }

    private void sign(Scan scan, int at, char c) {
        if (c == Text.BARRIER) {
            scan.barrier(at);
            return;
        }
        for (Finder.AtSign finder : bySign[c]) {
            finder.sign(scan, at);
        }
    }

    private void word(Scan scan, Text text, int start, int end) {
        int length = end - start;
        int kind = table.of(text.at(start), text.at(start + 1), text.at(start + 2), length);
        boolean digit = text.hasDigit(start, end);
        if (digit || scan.inContext(start)) {
            int classes = text.classes(start, end);
            if (classes == CharClass.DIGIT && length <= GROUP_MAX) {
                digits(scan, start, end);
            }
            if (length > 6 || scan.inContext(start)) {
                for (Finder.AtWord finder : atWord) {
                    finder.word(scan, start, end, classes);
                }
            }
        }
        if (kind != 0) {
            told(scan, start, end, kind);
        }
        scan.word(start, end);
    }

    /** What the word itself tells. */
    private void told(Scan scan, int start, int end, int kind) {
        Text text = scan.text();
        char first = text.at(start);
        char second = text.at(start + 1);
        if ((kind & WordTable.PREFIX) != 0 && (first | second) < ASCII) {
            for (Finder.AtPrefix finder : byPrefix[first * ASCII + second]) {
                finder.prefix(scan, start);
            }
        }
        int contexts = kind == WordTable.PREFIX ? 0 : ContextWords.of(text, start, end);
        if (contexts != 0) {
            context(scan, start, end, contexts);
        }
    }

    private void digits(Scan scan, int start, int end) {
        boolean lonely = !scan.text().hasDigit(end, end + LOOK_AHEAD) && !scan.inContextOfNumbers(start);
        Finder.AtDigits[] finders = (lonely ? alone : byLength)[end - start];
        int group = finders.length == 0 ? 0 : scan.groups().move(start, end);
        for (Finder.AtDigits finder : finders) {
            finder.digits(scan, scan.groups(), group);
        }
    }

    private void context(Scan scan, int start, int end, int contexts) {
        for (int rest = contexts; rest != 0; rest &= rest - 1) {
            for (Finder.AtContext finder : byContext[Integer.numberOfTrailingZeros(rest)]) {
                finder.context(scan, start, end);
            }
        }
        scan.contexts(scan.phrases(contexts, start), end);
    }

    /** Of matches that overlap the one of the highest rank is taken, then the longest, then the first. */
    public static List<Match> withoutOverlaps(List<Match> matches) {
        if (matches.size() < 2) {
            return matches;
        }
        TreeMap<Integer, Match> taken = new TreeMap<>();
        for (Match match : matches.stream().sorted(BEST_FIRST).toList()) {
            Map.Entry<Integer, Match> before = taken.lowerEntry(match.end());
            if (before == null || !before.getValue().overlaps(match)) {
                taken.put(match.start(), match);
            }
        }
        return new ArrayList<>(taken.values());
    }
}
