package io.attune.registry;

import java.util.UUID;

import io.attune.kernel.TypedId;

/** Money held for a run: {@code rsv_…}. */
public record ReservationId(String value) implements TypedId {
    public ReservationId {
        TypedId.require("rsv", value);
    }

    public static ReservationId of(UUID uuid) {
        return new ReservationId(TypedId.of("rsv", uuid));
    }

    @Override
    public String toString() {
        return value;
    }
}
