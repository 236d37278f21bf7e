package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Locale;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.YamlNode;
import io.attune.pipeline.plan.OnBadLine;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.QuestionKind;
import io.attune.pipeline.plan.Separator;
import io.attune.pipeline.plan.TextEncoding;
import io.attune.pipeline.step.StepCatalog;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The parts that the curation pipeline reads by itself: here they are only described, and
 * {@link io.attune.pipeline.plan.CurationPlan#parse} finds what is wrong with them.
 */
final class CurationShape {
    static final Shape<YamlNode> SOURCES = described(sources());
    static final Shape<YamlNode> STEPS = described(steps());
    static final Shape<YamlNode> TOKENS = described(tokens());
    static final Shape<YamlNode> SPLIT = described(split());

    private CurationShape() {}

    private static Shape<YamlNode> described(ObjectNode schema) {
        return new Shape<>() {
            @Override
            public YamlNode read(YamlNode node, Problems problems) {
                return node;
            }

            @Override
            public ObjectNode schema() {
                return schema.deepCopy();
            }
        };
    }

    private static ObjectNode sources() {
        ObjectNode qa = file("qa", "Questions and answers, one JSON object a line.");
        properties(qa).set("fields", fields("Which keys hold what; others become attributes."));
        ObjectNode csv = file("csv", "Questions and answers as a table whose first record names the columns.");
        properties(csv).set("columns", fields("Which columns hold what; others become attributes."));
        properties(csv).set("separator", words(Separator.values()));
        properties(csv).set("encoding", words(TextEncoding.values()));

        ObjectNode jdbc = source("jdbc").put("description", "Questions and answers that a query finds in a database.");
        properties(jdbc).set("connection", described("string", "A database that the operator configured."));
        properties(jdbc).set("query", described("string", "One select statement with :watermark, in its order."));
        properties(jdbc).set("watermark", described("string", "The column that tells new rows from old ones."));
        properties(jdbc).set("columns", fields("Which columns hold what; others become attributes."));
        properties(jdbc).set("onBadLine", words(OnBadLine.values()));
        required(jdbc, "connection", "query", "watermark");

        ObjectNode metadata = source("spring-metadata");
        properties(metadata).set("artifacts", listOf(described("string", "A Maven artifact id.")));
        properties(metadata).set("version", described("string", "Of all the artifacts, like 2.7.18."));
        properties(metadata).set("questions", listOf(words(QuestionKind.values())));
        required(metadata, "artifacts", "version");

        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("oneOf").add(file("jsonl", "Chat conversations, one JSON object a line.")).add(
                file("preferences", "A better and a worse answer, one JSON object a line.")).add(
                        file("ratings", "Answers with a label, good or bad, one JSON object a line.")).add(qa).add(
                                csv).add(jdbc).add(metadata);
        return listOf(either).put("minItems", 1);
    }

    private static ObjectNode source(String type) {
        ObjectNode source = closed();
        properties(source).set("name", described("string", "Unique in the recipe."));
        properties(source).putObject("type").put("const", type);
        properties(source).set("license", described("string", "An SPDX identifier or internal."));
        properties(source).set("personalData", words(PersonalData.values()));
        properties(source).set("owner", described("string", "Who answers for the data."));
        properties(source).set("purpose", described("string", "What it was collected for."));
        properties(source).set("legalBasis", described("string", "Why it may be processed."));
        properties(source).set("retention", described("string", "How long it may be kept."));
        return source;
    }

    private static ObjectNode file(String type, String description) {
        ObjectNode file = source(type).put("description", description);
        properties(file).set("path", described("string",
                "A file beside the recipe, or several by a pattern like voice/*.jsonl.zst; upload:NAME; s3://NAME/…;"
                        + " https://…. Plain, .gz or .zst."));
        properties(file).set("onBadLine", words(OnBadLine.values()));
        return required(file, "path");
    }

    private static ObjectNode required(ObjectNode source, String... keys) {
        var required = source.putArray("required").add("name").add("type");
        List.of(keys).forEach(required::add);
        required.add("license").add("personalData");
        return source;
    }

    private static ObjectNode fields(String description) {
        ObjectNode fields = closed().put("description", description);
        for (String name : List.of("prompt", "answer", "system", "group", "lang", "license", "id")) {
            properties(fields).putObject(name).put("type", "string");
        }
        return fields;
    }

    private static ObjectNode steps() {
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        ObjectNode withParameters = closed().put("minProperties", 1).put("maxProperties", 1);
        StepCatalog.names().forEach(bare.putArray("enum")::add);
        StepCatalog.names().forEach(name -> properties(withParameters).putObject(name).put("type", "object"));
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(bare).add(withParameters);
        return listOf(either);
    }

    private static ObjectNode tokens() {
        ObjectNode tokens = closed().put("minProperties", 1).put("maxProperties", 1);
        ObjectNode encoding = described("string", "A vocabulary of OpenAI's.");
        encoding.putArray("enum").add("cl100k_base").add("o200k_base");
        properties(tokens).set("encoding", encoding);
        properties(tokens).set("tokenizer", described("string", "A tokenizer.json beside the recipe."));
        return tokens;
    }

    private static ObjectNode split() {
        ObjectNode split = closed();
        for (String share : List.of("validation", "test")) {
            properties(split).set(share, described("string", "A share like 5%.").put("pattern",
                    "^[0-9]{1,3}(\\.[0-9]{1,4})?%$"));
        }
        properties(split).set("groupBy", described("string", "The attribute whose equal values stay together."));
        properties(split).set("stratifyBy", described("string", "The attribute whose values are spread evenly."));
        properties(split).set("seed", described("integer", "Decides who goes where.").put("minimum", 0));
        return split;
    }

    private static ObjectNode closed() {
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("type", "object").put("additionalProperties",
                false);
        object.putObject("properties");
        return object;
    }

    private static ObjectNode properties(ObjectNode object) {
        return (ObjectNode) object.get("properties");
    }

    private static ObjectNode listOf(ObjectNode items) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
        list.set("items", items);
        return list;
    }

    private static ObjectNode described(String type, String description) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("description", description);
    }

    private static ObjectNode words(Enum<?>... constants) {
        ObjectNode words = JsonNodeFactory.instance.objectNode();
        for (Enum<?> constant : constants) {
            words.withArray("enum").add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return words;
    }
}
