package io.attune.pipeline.near;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Texts with near twins of known similarity, and what a comparison of all with all finds among them. */
final class Samples {
    private Samples() {}

    /** A pair of records, the smaller index first. */
    record Pair(int first, int second) {}

    /**
     * Families of texts: each begins with a fresh text, and each further member changes a random share of the words of a
     * random earlier one.
     */
    static List<String> families(int families, int members, int words, double changed, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        for (int f = 0; f < families; f++) {
            List<String[]> family = new ArrayList<>();
            family.add(fresh(words, random));
            while (family.size() < members) {
                String[] copy = family.get(random.nextInt(family.size())).clone();
                double share = random.nextDouble() * changed;
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = random.nextDouble() < share ? word(random) : copy[i];
                }
                family.add(copy);
            }
            family.forEach(text -> texts.add(String.join(" ", text)));
        }
        return texts;
    }

    static String[] fresh(int words, Random random) {
        String[] text = new String[words];
        Arrays.setAll(text, i -> word(random));
        return text;
    }

    static String word(Random random) {
        return "w" + Integer.toString(random.nextInt(50_000), 36);
    }

    static TreeSet<Integer> kept(Twins removed) {
        TreeSet<Integer> kept = new TreeSet<>();
        for (int i = 0; i < removed.size(); i++) {
            if (!removed.has(i)) {
                kept.add(i);
            }
        }
        return kept;
    }

    /** All pairs of at least this similarity. */
    static List<Pair> pairs(List<String> texts, double similarity) {
        List<long[]> sets = texts.stream().map(text -> new Shingler().set(text)).toList();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            for (int j = i + 1; j < sets.size(); j++) {
                if (Jaccard.of(sets.get(i), sets.get(j)) >= similarity) {
                    pairs.add(new Pair(i, j));
                }
            }
        }
        return pairs;
    }
}
