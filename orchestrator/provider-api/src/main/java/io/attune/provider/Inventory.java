package io.attune.provider;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Ability: what lies at the vendor can be listed, and some of it deleted. */
public interface Inventory {

    /**
     * Everything of one kind in the account, ours or not, newest first; empty when the vendor has nothing of that kind.
     *
     * @throws ProviderException when the provider cannot be asked
     */
    List<Item> list(Kind kind);

    /** The kinds this vendor deletes; the others it keeps for good. */
    Set<Kind> deletable();

    /**
     * Deletes a thing; one that is gone already counts as deleted.
     *
     * @param id as {@link Item#id()} gave it
     * @throws ProviderException when the provider cannot be asked or refuses, or never deletes this kind
     */
    void delete(Kind kind, String id);

    /** What a thing at the vendor is. */
    enum Kind {
        FILE,
        JOB,
        /** A tuned model or a checkpoint; base models are not listed. */
        MODEL,
        /** What serves a model and may cost by the hour. */
        ENDPOINT
    }

    /**
     * A thing at the vendor.
     *
     * @param id the vendor's name for it
     * @param name for people: a file's name, a job's base model, a model's or endpoint's own name
     * @param createdAt null when the vendor does not say
     * @param bytes its size, null when it has none or the vendor does not say
     * @param runKey the run it came from, null when it carries none of our keys
     * @param rawState the vendor's own word for how it stands, empty when there is none
     */
    record Item(Kind kind, String id, String name, @Nullable Instant createdAt, @Nullable Long bytes,
            @Nullable RunKey runKey, String rawState) {}
}
