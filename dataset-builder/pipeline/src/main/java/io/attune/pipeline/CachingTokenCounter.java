package io.attune.pipeline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.kernel.Digest;

/**
 * Remembers what texts count by the first 128 bits of their SHA-256, so that a text that comes again is not tokenised
 * again. Holds no texts. Bounded: when half of the room is full, what was not asked for since is forgotten first; a count
 * that was forgotten is the same when it is made anew. Thread-safe.
 */
final class CachingTokenCounter implements TokenCounter {
    /** Shorter texts are tokenised faster than they are digested. */
    private static final int LENGTH_MIN = 64;

    private final TokenCounter counter;
    private final int half;
    private volatile Map<Key, Integer> recent = new ConcurrentHashMap<>();
    private volatile Map<Key, Integer> older = Map.of();

    CachingTokenCounter(TokenCounter counter, int entriesMax) {
        this.counter = counter;
        this.half = Math.max(1, entriesMax / 2);
    }

    private record Key(long high, long low) {}

    @Override
    public String version() {
        return counter.version();
    }

    @Override
    public int count(String text) {
        if (text.length() < LENGTH_MIN) {
            return counter.count(text);
        }
        Key key = key(text);
        Integer known = recent.get(key);
        if (known != null) {
            return known;
        }
        Integer old = older.get(key);
        int count = old == null ? counter.count(text) : old;
        remember(key, count);
        return count;
    }

    private void remember(Key key, int count) {
        recent.put(key, count);
        if (recent.size() >= half) {
            synchronized (this) {
                if (recent.size() >= half) {
                    older = recent;
                    recent = new ConcurrentHashMap<>();
                }
            }
        }
    }

    private static Key key(String text) {
        MessageDigest sha = Digest.sha256();
        byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new Key(bytes.getLong(), bytes.getLong());
    }
}
