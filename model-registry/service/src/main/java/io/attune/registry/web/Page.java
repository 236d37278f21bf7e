package io.attune.registry.web;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor what to send as {@code cursor} to go on, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** The most items on one page. */
    public static final int MAX = 200;

    /** A list that is complete. */
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, null);
    }

    /** How many items a caller who asked for {@code limit} gets. */
    public static int size(int limit) {
        return Math.clamp(limit, 1, MAX);
    }

    /**
     * A page of items that were fetched one more than its size, so that the end is known.
     *
     * @param cursor of an item
     */
    public static <T> Page<T> of(List<T> oneMore, int size, Function<T, String> cursor) {
        if (oneMore.size() <= size) {
            return all(oneMore);
        }
        List<T> items = oneMore.subList(0, size);
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /** The same page of something else. */
    public <U> Page<U> map(Function<? super T, ? extends U> change) {
        return new Page<>(items.stream().<U>map(change).toList(), nextCursor);
    }
}
