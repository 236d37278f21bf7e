package io.attune.pipeline.inspect;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;

/**
 * Keeps the records whose places have the smallest digests: a sample that does not depend on how many there are, and that
 * is the same on every run. Not thread-safe.
 */
final class SampleKeeper {
    /** What a heap of half a gigabyte holds. */
    static final long CHARACTERS_MAX = 100_000_000;

    private final int recordsMax;
    private final long charactersMax;
    private final PriorityQueue<Kept> kept = new PriorityQueue<>(Comparator.comparing(Kept::digest).reversed());
    private long seen;
    private long characters;

    SampleKeeper(int recordsMax, long charactersMax) {
        this.recordsMax = recordsMax;
        this.charactersMax = charactersMax;
    }

    private record Kept(Digest digest, long number, Example example, long characters) {}

    void offer(Example example) {
        Kept offered = new Kept(Digest.of(example.source() + "/" + example.key()), seen++, example, size(example));
        Kept greatest = kept.peek();
        boolean full = greatest != null && (kept.size() == recordsMax || characters >= charactersMax);
        if (full && offered.digest().compareTo(greatest.digest()) > 0) {
            return;
        }
        kept.add(offered);
        characters += offered.characters();
        while (kept.size() > 1 && (kept.size() > recordsMax || characters > charactersMax)) {
            Kept dropped = kept.poll();
            characters -= dropped == null ? 0 : dropped.characters();
        }
    }

    /** How many there were. */
    long seen() {
        return seen;
    }

    /** The sample in the order it came. */
    List<Example> sample() {
        return kept.stream().sorted(Comparator.comparingLong(Kept::number)).map(Kept::example).toList();
    }

    private static long size(Example example) {
        return example.allMessages().map(Message::content).mapToLong(String::length).sum();
    }
}
