package io.attune.platform.privacy;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an erasure did. It is kept, and holds no data of the subject.
 *
 * @param id by which the holder knows it
 * @param destroyed in the order in which it was destroyed; empty when nothing was found
 */
public record Erasure(String id, List<Destroyed> destroyed) {
    public Erasure {
        destroyed = List.copyOf(destroyed);
    }

    /**
     * A place whose data of the subject is gone.
     *
     * @param kind as the holding's
     * @param reference as the holding's
     * @param place as the holding's
     * @param count how many items of the subject were there
     * @param successor what stands in its place without the subject's data, or null
     */
    public record Destroyed(String kind, String reference, String place, long count, @Nullable String successor) {}
}
