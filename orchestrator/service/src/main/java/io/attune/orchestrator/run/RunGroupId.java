package io.attune.orchestrator.run;

import java.util.UUID;

import io.attune.kernel.TypedId;

/** The runs of one start of a recipe, one for each target. */
public record RunGroupId(String value) implements TypedId {
    public RunGroupId {
        TypedId.require("group", value);
    }

    public static RunGroupId of(UUID uuid) {
        return new RunGroupId(TypedId.of("group", uuid));
    }

    @Override
    public String toString() {
        return value;
    }
}
