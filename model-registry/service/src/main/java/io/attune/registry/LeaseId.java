package io.attune.registry;

import java.util.UUID;

import io.attune.kernel.TypedId;

/** How long an endpoint may stand: {@code lea_…}. */
public record LeaseId(String value) implements TypedId {
    public LeaseId {
        TypedId.require("lea", value);
    }

    public static LeaseId of(UUID uuid) {
        return new LeaseId(TypedId.of("lea", uuid));
    }

    @Override
    public String toString() {
        return value;
    }
}
