package io.attune.platform.privacy;

import java.util.List;

import io.attune.kernel.ProjectId;

/** A module that keeps data of people or documents. Thread-safe. */
public interface DataHolder {

    /** What it holds, in one or two words for people, such as {@code datasets}. */
    String name();

    /** Where data of the subject stands now, by place. Nothing of an identifier's value is in the answer. */
    List<Holding> find(ProjectId project, Subject subject);

    /** Hands out what {@link #find} counts: for each holding as many items as its count says. */
    void export(ProjectId project, Subject subject, Receiver receiver);

    /**
     * Destroys what {@link #find} finds. Idempotent by project and the order's key: an erasure that broke off goes on where
     * it stood when it is asked for again, and one that is done tells again what it did.
     *
     * @throws io.attune.kernel.PlatformException of code {@code conflict} when the key was used for another subject; of a
     *     retryable kind when something is in the way for now
     */
    Erasure erase(ProjectId project, Subject subject, ErasureOrder order);

    /** Takes what is exported, one item after the other. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes an item.
         *
         * @param reference of the {@link Holding} it belongs to
         * @param mediaType of the content
         */
        void take(String reference, String mediaType, byte[] content);
    }
}
