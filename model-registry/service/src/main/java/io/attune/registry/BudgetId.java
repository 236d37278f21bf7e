package io.attune.registry;

import java.util.UUID;

import io.attune.kernel.TypedId;

/** A limit that a person set: {@code bud_…}. */
public record BudgetId(String value) implements TypedId {
    public BudgetId {
        TypedId.require("bud", value);
    }

    public static BudgetId of(UUID uuid) {
        return new BudgetId(TypedId.of("bud", uuid));
    }

    @Override
    public String toString() {
        return value;
    }
}
