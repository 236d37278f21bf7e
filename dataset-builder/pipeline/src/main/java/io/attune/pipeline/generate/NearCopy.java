package io.attune.pipeline.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Desk;
import io.attune.pipeline.generate.text.Draft;
import io.attune.pipeline.generate.text.Shingles;
import io.attune.pipeline.generate.text.Shingles.Word;

/**
 * Changes words of a draft so that it stays as similar as wanted. With n shingles of which d are destroyed by replacing
 * words, the similarity is (n − d) / (n + d); a word in the middle destroys five, the last word one, r adjacent words
 * r + 4. The exact similarity is computed afterwards and is what the truth tells.
 */
final class NearCopy {
    private static final int WIDTH = 5;

    private NearCopy() {}

    /** A copy whose text is about this similar; never the same text. */
    static Draft of(Draft draft, double similarity, Chance chance) {
        String text = draft.text();
        List<Word> words = Shingles.words(text);
        int shingles = words.size() - WIDTH + 1;
        int destroyed = (int) Math.floor(shingles * (1 - similarity) / (1 + similarity));
        TreeMap<Word, String> edits = new TreeMap<>((a, b) -> Integer.compare(a.start(), b.start()));
        for (int at : positions(words.size(), destroyed, chance)) {
            edits.put(words.get(at), Desk.spareWord(chance));
        }
        StringBuilder changed = new StringBuilder();
        int from = 0;
        for (var edit : edits.entrySet()) {
            changed.append(text, from, edit.getKey().start()).append(edit.getValue());
            from = edit.getKey().end();
        }
        changed.append(text, from, text.length());
        int breakAt = changed.indexOf("\n");
        String question = changed.substring(0, breakAt);
        String answer = changed.substring(breakAt + 1);
        if (destroyed == 0) {
            answer = otherPunctuation(answer, chance);
        }
        return draft.with(draft.promptAt(), draft.turns().get(draft.promptAt()).saying(question)).answering(answer);
    }

    /** Which words to replace so that so many shingles go: one run, or single words far apart, and some at the end. */
    private static List<Integer> positions(int words, int destroyed, Chance chance) {
        List<Integer> at = new ArrayList<>();
        int rest = destroyed;
        if (rest > WIDTH && chance.happens(0.3)) {
            int run = rest - WIDTH + 1;
            int start = WIDTH + chance.below(Math.max(1, words - run - 2 * WIDTH));
            for (int i = 0; i < run; i++) {
                at.add(start + i);
            }
            return at;
        }
        int tail = rest % WIDTH;
        if (tail > 0) {
            at.add(chance.happens(0.5) ? words - tail : tail - 1);
        }
        int single = rest / WIDTH;
        int first = WIDTH + WIDTH - 1;
        int room = words - 2 * first;
        for (int i = 0; i < single; i++) {
            int lane = room / single;
            at.add(first + i * lane + chance.below(Math.max(1, lane - WIDTH + 1)));
        }
        return at;
    }

    /** The same words, typed otherwise. */
    private static String otherPunctuation(String text, Chance chance) {
        String without = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return switch (chance.below(3)) {
            case 0 -> without + "!";
            case 1 -> without.replaceFirst(" ", "  ") + " .";
            default -> without.toUpperCase(Locale.ROOT) + ".";
        };
    }
}
