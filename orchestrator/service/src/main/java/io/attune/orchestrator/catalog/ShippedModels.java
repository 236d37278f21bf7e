package io.attune.orchestrator.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows that a release ships, in {@code models.json} beside this class. */
final class ShippedModels {
    private ShippedModels() {}

    static List<BaseModel> rows() {
        try (InputStream in = ShippedModels.class.getResourceAsStream("models.json")) {
            if (in == null) {
                throw new IllegalStateException("models.json is missing");
            }
            return JsonMapper.builder().build().readValue(in, new TypeReference<List<BaseModel>>() {
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
