package io.attune.dataset.store;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Split;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of a split's records. */
public final class StoredExample {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StoredExample() {}

    /** Reads a line; the id is the one that was written. */
    public static CuratedExample read(String line, Split split) {
        JsonNode node = MAPPER.readTree(line);
        return new CuratedExample(new Digest(node.get("id").stringValue()), ExampleJson.read(node), split,
                node.get("tokens").intValue());
    }
}
