package io.attune.pipeline.generate;

import java.io.StringWriter;
import java.util.List;

import io.attune.pipeline.generate.text.Draft;
import io.attune.pipeline.generate.text.Turn;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes drafts as OpenAI's training formats have them. */
final class DraftJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String TOOLS = "[{\"type\":\"function\",\"function\":{\"name\":\"look_up_error\",\"description\":"
            + "\"Finds what is known about an error code.\",\"parameters\":{\"type\":\"object\",\"properties\":{\"product\":"
            + "{\"type\":\"string\"},\"code\":{\"type\":\"string\"}},\"required\":[\"product\",\"code\"]}}}]";

    private DraftJson() {}

    /**
     * One line.
     *
     * @param key the record's own
     * @param customer whose record it is: what a split must not tear apart
     */
    static String write(Shape shape, Draft draft, String key, String customer) {
        StringWriter text = new StringWriter(800);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            switch (shape) {
                case CONVERSATIONS -> conversation(out, draft);
                case PREFERENCES -> preference(out, draft);
            }
            out.writeName("metadata");
            out.writeStartObject();
            out.writeStringProperty("key", key);
            out.writeStringProperty("customer", customer);
            out.writeEndObject();
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void conversation(JsonGenerator out, Draft draft) {
        messages(out, "messages", draft.turns());
        if (draft.tools()) {
            out.writeName("tools");
            out.writeRawValue(TOOLS);
        }
    }

    private static void preference(JsonGenerator out, Draft draft) {
        out.writeName("input");
        out.writeStartObject();
        messages(out, "messages", draft.turns().subList(0, draft.answerAt()));
        if (draft.tools()) {
            out.writeName("tools");
            out.writeRawValue(TOOLS);
        }
        out.writeEndObject();
        messages(out, "preferred_output", List.of(draft.answer()));
        messages(out, "non_preferred_output", List.of(Turn.of("assistant", draft.rejected())));
    }

    private static void messages(JsonGenerator out, String name, List<Turn> turns) {
        out.writeName(name);
        out.writeStartArray();
        for (Turn turn : turns) {
            message(out, turn);
        }
        out.writeEndArray();
    }

    private static void message(JsonGenerator out, Turn turn) {
        out.writeStartObject();
        out.writeStringProperty("role", turn.role());
        String answered = turn.answers();
        if (answered != null) {
            out.writeStringProperty("tool_call_id", answered);
        }
        Turn.Call call = turn.call();
        if (call == null) {
            out.writeStringProperty("content", turn.content());
        } else {
            out.writeName("tool_calls");
            out.writeStartArray();
            out.writeStartObject();
            out.writeStringProperty("id", call.id());
            out.writeStringProperty("type", "function");
            out.writeName("function");
            out.writeStartObject();
            out.writeStringProperty("name", call.name());
            out.writeStringProperty("arguments", call.arguments());
            out.writeEndObject();
            out.writeEndObject();
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
