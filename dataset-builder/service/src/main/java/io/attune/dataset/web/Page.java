package io.attune.dataset.web;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** A page of anything; the cursor is null on the last. A page may be shorter than asked for, and even empty, before it. */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }
}
