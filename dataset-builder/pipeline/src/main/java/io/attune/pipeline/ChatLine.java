package io.attune.pipeline;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes examples as lines of OpenAI's formats straight to bytes. One for each thread. */
final class ChatLine {
    private static final ThreadLocal<ChatLine> OWN = ThreadLocal.withInitial(ChatLine::new);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final byte[] INPUT = JsonBytes.ascii("{\"input\":");
    private static final byte[] PREFERRED = JsonBytes.ascii(",\"preferred_output\":");
    private static final byte[] NON_PREFERRED = JsonBytes.ascii(",\"non_preferred_output\":");
    private static final byte[] MESSAGES = JsonBytes.ascii("{\"messages\":");
    private static final byte[] TOOLS = JsonBytes.ascii(",\"tools\":");
    private static final byte[] ROLE = JsonBytes.ascii("{\"role\":");
    private static final byte[] CONTENT = JsonBytes.ascii(",\"content\":");
    private static final byte[] NAME = JsonBytes.ascii(",\"name\":");
    private static final byte[] TOOL_CALLS = JsonBytes.ascii(",\"tool_calls\":");
    private static final byte[] TOOL_CALL_ID = JsonBytes.ascii(",\"tool_call_id\":");
    private static final byte[] WEIGHT = JsonBytes.ascii(",\"weight\":");
    private static final byte[] NULL = JsonBytes.ascii("null");
    private static final byte[] TEXT = JsonBytes.ascii("{\"type\":\"text\",\"text\":");
    private static final byte[] IMAGE = JsonBytes.ascii("{\"type\":\"image_url\",\"image_url\":{\"url\":");
    private static final byte[] ID = JsonBytes.ascii("{\"id\":");
    private static final byte[] FUNCTION = JsonBytes.ascii(",\"type\":\"function\",\"function\":{\"name\":");
    private static final byte[] ARGUMENTS = JsonBytes.ascii(",\"arguments\":");
    private static final byte[] TOOL = JsonBytes.ascii("{\"type\":\"function\",\"function\":{\"name\":");
    private static final byte[] DESCRIPTION = JsonBytes.ascii(",\"description\":");
    private static final byte[] PARAMETERS = JsonBytes.ascii(",\"parameters\":");
    private static final byte[] END = JsonBytes.ascii("}}");

    private final JsonBytes out = JsonBytes.usual();

    private ChatLine() {}

    static String of(Example example) {
        ChatLine own = OWN.get();
        own.out.clear();
        own.write(example);
        return own.out.text();
    }

    private void write(Example example) {
        if (example.judgement() instanceof Judgement.Preference(List<Message> preferred, List<Message> rejected)) {
            out.raw(INPUT);
            conversation(example);
            out.raw(PREFERRED);
            messages(preferred);
            out.raw(NON_PREFERRED);
            messages(rejected);
            out.raw('}');
        } else {
            conversation(example);
        }
    }

    private void conversation(Example example) {
        out.raw(MESSAGES);
        messages(example.messages());
        if (!example.tools().isEmpty()) {
            out.raw(TOOLS);
            tools(example.tools());
        }
        out.raw('}');
    }

    private void messages(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            out.raw(i == 0 ? '[' : ',').raw(ROLE).string(message.role().word()).raw(CONTENT);
            parts(message.parts());
            optional(NAME, message.name());
            if (!message.toolCalls().isEmpty()) {
                out.raw(TOOL_CALLS);
                calls(message.toolCalls());
            }
            optional(TOOL_CALL_ID, message.toolCallId());
            if (message.weight() != null) {
                out.raw(WEIGHT).raw(message.weight() == 0 ? '0' : '1');
            }
            out.raw('}');
        }
        out.raw(']');
    }

    private void parts(List<Part> parts) {
        if (parts.isEmpty()) {
            out.raw(NULL);
            return;
        }
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)) {
            out.string(text);
            return;
        }
        for (int i = 0; i < parts.size(); i++) {
            out.raw(i == 0 ? '[' : ',');
            switch (parts.get(i)) {
                case Part.Text(String text) -> out.raw(TEXT).string(text).raw('}');
                case Part.Image(String url) -> out.raw(IMAGE).string(url).raw(END);
            }
        }
        out.raw(']');
    }

    private void calls(List<ToolCall> calls) {
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            out.raw(i == 0 ? '[' : ',').raw(ID).string(call.id()).raw(FUNCTION).string(call.function()).raw(
                    ARGUMENTS).string(call.arguments()).raw(END);
        }
        out.raw(']');
    }

    private void tools(List<Tool> tools) {
        for (int i = 0; i < tools.size(); i++) {
            Tool tool = tools.get(i);
            out.raw(i == 0 ? '[' : ',').raw(TOOL).string(tool.name());
            optional(DESCRIPTION, tool.description().isEmpty() ? null : tool.description());
            out.raw(PARAMETERS).raw(MAPPER.writeValueAsBytes(MAPPER.readTree(tool.parameters()))).raw(END);
        }
        out.raw(']');
    }

    private void optional(byte[] field, @Nullable String value) {
        if (value != null) {
            out.raw(field).string(value);
        }
    }
}
