package io.attune.registry;

import java.util.UUID;

import io.attune.kernel.TypedId;

/** A decision about an alias: {@code prm_…}. */
public record PromotionId(String value) implements TypedId {
    public PromotionId {
        TypedId.require("prm", value);
    }

    public static PromotionId of(UUID uuid) {
        return new PromotionId(TypedId.of("prm", uuid));
    }

    @Override
    public String toString() {
        return value;
    }
}
