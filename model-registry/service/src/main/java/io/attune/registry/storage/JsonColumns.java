package io.attune.registry.storage;

import java.lang.reflect.Type;

import org.hibernate.type.format.AbstractJsonFormatMapper;
import tools.jackson.databind.json.JsonMapper;

/** Writes attributes of JSON type with Jackson 3; Hibernate 7.2 itself knows Jackson 2 only. */
final class JsonColumns extends AbstractJsonFormatMapper {
    private final JsonMapper mapper = JsonMapper.builder().build();

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Hibernate's signature
    protected <T> T fromString(CharSequence json, Type type) {
        return mapper.readValue(json.toString(), mapper.constructType(type));
    }

    @Override
    protected <T> String toString(T value, Type type) {
        return mapper.writerFor(mapper.constructType(type)).writeValueAsString(value);
    }
}
