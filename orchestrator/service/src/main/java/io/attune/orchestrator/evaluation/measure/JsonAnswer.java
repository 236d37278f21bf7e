package io.attune.orchestrator.evaluation.measure;

import java.util.Optional;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers that are to be JSON (RFC 8259) valid against a JSON Schema, draft 2020-12 unless it names another. An answer may stand
 * in one fence of Markdown; words around it make it wrong, because a program could not read it. Nothing outside the schema is
 * fetched.
 */
final class JsonAnswer {
    static final JsonMapper STRICT = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(
            DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).enable(
                    StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemaCacheEnabled(false).schemaRegistryConfig(
                    SchemaRegistryConfig.builder().failFast(true).regularExpressionFactory(
                            JsonAnswer::pattern).build()).schemaLoader(loader -> loader.allow(
                                    iri -> iri.toString().startsWith("https://json-schema.org/"))));

    private JsonAnswer() {}

    /** Patterns of a schema are found in linear time, too. */
    private static RegularExpression pattern(String regex) {
        Pattern compiled = Pattern.compile(regex);
        return text -> compiled.matcher(text).find();
    }

    static boolean isValid(String schema, String answer) {
        JsonNode read = read(answer).orElse(null);
        return read != null && schema(schema).validate(read).isEmpty();
    }

    static Optional<String> problem(String schema) {
        try {
            schema(schema).validate(STRICT.createObjectNode());
            return Optional.empty();
        } catch (JacksonException | SchemaException | PatternSyntaxException | IllegalArgumentException e) {
            return Optional.of("it is no JSON Schema that stands alone: " + firstLine(e));
        }
    }

    /** The one JSON value that a text is; empty when it is not. */
    static Optional<JsonNode> read(String answer) {
        try {
            JsonNode read = STRICT.readTree(unfenced(answer));
            return read == null || read.isMissingNode() ? Optional.empty() : Optional.of(read);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Schema schema(String text) {
        JsonNode schema = STRICT.readTree(text);
        if (!schema.isObject() && !schema.isBoolean()) {
            throw new IllegalArgumentException("a schema is an object");
        }
        return SCHEMAS.getSchema(schema);
    }

    private static String unfenced(String answer) {
        String text = answer.strip();
        int line = text.indexOf('\n');
        boolean fenced = text.startsWith("```") && text.endsWith("```") && line > 0 && text.length() > line + 3;
        return fenced ? text.substring(line + 1, text.length() - 3) : text;
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
    }
}
