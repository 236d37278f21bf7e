package io.attune.kernel;

import java.util.UUID;

/** One attempt to fine-tune at one provider. */
public record RunId(String value) implements TypedId {
    public RunId {
        TypedId.require("run", value);
    }

    public static RunId of(UUID uuid) {
        return new RunId(TypedId.of("run", uuid));
    }

    @Override
    public String toString() {
        return value;
    }
}
