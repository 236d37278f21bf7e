package io.attune.registry;

import java.util.UUID;

import io.attune.kernel.TypedId;

/** A bill recorded once: {@code chg_…}. */
public record ChargeId(String value) implements TypedId {
    public ChargeId {
        TypedId.require("chg", value);
    }

    public static ChargeId of(UUID uuid) {
        return new ChargeId(TypedId.of("chg", uuid));
    }

    @Override
    public String toString() {
        return value;
    }
}
