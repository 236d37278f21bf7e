package io.attune.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The canonical JSON of {@link ExampleJson#content} and {@link ExampleJson#said} written straight to bytes and digested: the
 * names stand here in the order in which canonical JSON sorts them. One for each thread.
 */
final class ExampleBytes {
    private static final ThreadLocal<ExampleBytes> OWN = ThreadLocal.withInitial(ExampleBytes::new);
    private static final int KEPT_MAX = 1_000;
    private static final int KEPT_BYTES_MAX = 1 << 14;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** The canonical form of the parameters of the tools seen last, which the examples of a dataset share. */
    private static final Map<String, byte[]> PARAMETERS = new ConcurrentHashMap<>();

    private static final byte[] GROUP = JsonBytes.ascii("{\"group\":");
    private static final byte[] KEY = JsonBytes.ascii(",\"key\":");
    private static final byte[] LABEL = JsonBytes.ascii("\"label\":");
    private static final byte[] TRUE = JsonBytes.ascii("true,");
    private static final byte[] FALSE = JsonBytes.ascii("false,");
    private static final byte[] LANG = JsonBytes.ascii("\"lang\":");
    private static final byte[] LICENSE = JsonBytes.ascii("\"license\":");
    private static final byte[] MESSAGES = JsonBytes.ascii("\"messages\":");
    private static final byte[] META = JsonBytes.ascii(",\"meta\":");
    private static final byte[] PREFERRED = JsonBytes.ascii(",\"preferred\":");
    private static final byte[] REJECTED = JsonBytes.ascii(",\"rejected\":");
    private static final byte[] SOURCE = JsonBytes.ascii(",\"source\":");
    private static final byte[] TOOLS = JsonBytes.ascii(",\"tools\":");

    private static final byte[] CONTENT = JsonBytes.ascii("{\"content\":");
    private static final byte[] NAME = JsonBytes.ascii(",\"name\":");
    private static final byte[] REASONING = JsonBytes.ascii(",\"reasoning\":");
    private static final byte[] ROLE = JsonBytes.ascii(",\"role\":");
    private static final byte[] TOOL_CALL_ID = JsonBytes.ascii(",\"tool_call_id\":");
    private static final byte[] TOOL_CALLS = JsonBytes.ascii(",\"tool_calls\":");
    private static final byte[] WEIGHT = JsonBytes.ascii(",\"weight\":");
    private static final byte[] NULL = JsonBytes.ascii("null");
    private static final byte[] TEXT = JsonBytes.ascii("{\"text\":");
    private static final byte[] TYPE_TEXT = JsonBytes.ascii(",\"type\":\"text\"}");
    private static final byte[] IMAGE = JsonBytes.ascii("{\"image_url\":{\"url\":");
    private static final byte[] TYPE_IMAGE = JsonBytes.ascii("},\"type\":\"image_url\"}");
    private static final byte[] ARGUMENTS = JsonBytes.ascii("{\"function\":{\"arguments\":");
    private static final byte[] CALL_ID = JsonBytes.ascii("},\"id\":");
    private static final byte[] TYPE_FUNCTION = JsonBytes.ascii(",\"type\":\"function\"}");
    private static final byte[] DESCRIPTION = JsonBytes.ascii("{\"function\":{\"description\":");
    private static final byte[] FUNCTION_NAME = JsonBytes.ascii("{\"function\":{\"name\":");
    private static final byte[] TOOL_PARAMETERS = JsonBytes.ascii(",\"parameters\":");

    private final JsonBytes out = JsonBytes.canonical();
    private final MessageDigest sha = Digest.sha256();

    private ExampleBytes() {}

    /** The digest of everything in a record. */
    static Digest id(Example example) {
        ExampleBytes own = OWN.get();
        own.out.clear();
        own.record(example);
        return own.digest();
    }

    /** The digest of what a record says. */
    static Digest contentDigest(Example example) {
        ExampleBytes own = OWN.get();
        own.out.clear().raw('{');
        own.said(example, null);
        own.out.raw('}');
        return own.digest();
    }

    private Digest digest() {
        sha.update(out.bytes(), 0, out.length());
        return Digest.of(sha);
    }

    private void record(Example example) {
        out.raw(GROUP).string(example.group()).raw(KEY).string(example.key()).raw(',');
        said(example, example);
        out.raw('}');
    }

    /** @param whole the example again where all of it is written, or null */
    private void said(Example example, @Nullable Example whole) {
        Judgement judgement = example.judgement();
        if (judgement instanceof Judgement.Rating(boolean good)) {
            out.raw(LABEL).raw(good ? TRUE : FALSE);
        }
        if (whole != null) {
            if (whole.language() != null) {
                out.raw(LANG).string(whole.language()).raw(',');
            }
            out.raw(LICENSE).string(whole.license()).raw(',');
        }
        out.raw(MESSAGES);
        messages(example.messages());
        if (whole != null) {
            out.raw(META);
            meta(whole.attributes());
        }
        if (judgement instanceof Judgement.Preference(List<Message> preferred, List<Message> rejected)) {
            out.raw(PREFERRED);
            messages(preferred);
            out.raw(REJECTED);
            messages(rejected);
        }
        if (whole != null) {
            out.raw(SOURCE).string(whole.source());
        }
        if (!example.tools().isEmpty()) {
            out.raw(TOOLS);
            tools(example.tools());
        }
    }

    private void meta(Map<String, String> attributes) {
        char separator = '{';
        for (Map.Entry<String, String> entry : attributes.entrySet()) {
            out.raw(separator).string(entry.getKey()).raw(':').string(entry.getValue());
            separator = ',';
        }
        if (separator == '{') {
            out.raw('{');
        }
        out.raw('}');
    }

    private void messages(List<Message> messages) {
        for (int i = 0; i < messages.size(); i++) {
            out.raw(i == 0 ? '[' : ',');
            message(messages.get(i));
        }
        out.raw(']');
    }

    private void message(Message message) {
        out.raw(CONTENT);
        parts(message.parts());
        optional(NAME, message.name());
        optional(REASONING, message.reasoning());
        out.raw(ROLE).string(message.role().word());
        optional(TOOL_CALL_ID, message.toolCallId());
        if (!message.toolCalls().isEmpty()) {
            out.raw(TOOL_CALLS);
            calls(message.toolCalls());
        }
        if (message.weight() != null) {
            out.raw(WEIGHT).raw(message.weight() == 0 ? '0' : '1');
        }
        out.raw('}');
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
                case Part.Text(String text) -> out.raw(TEXT).string(text).raw(TYPE_TEXT);
                case Part.Image(String url) -> out.raw(IMAGE).string(url).raw(TYPE_IMAGE);
            }
        }
        out.raw(']');
    }

    private void calls(List<ToolCall> calls) {
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            out.raw(i == 0 ? '[' : ',').raw(ARGUMENTS).string(call.arguments()).raw(NAME).string(call.function()).raw(
                    CALL_ID).string(call.id()).raw(TYPE_FUNCTION);
        }
        out.raw(']');
    }

    private void tools(List<Tool> tools) {
        for (int i = 0; i < tools.size(); i++) {
            Tool tool = tools.get(i);
            out.raw(i == 0 ? '[' : ',');
            if (tool.description().isEmpty()) {
                out.raw(FUNCTION_NAME).string(tool.name());
            } else {
                out.raw(DESCRIPTION).string(tool.description()).raw(NAME).string(tool.name());
            }
            out.raw(TOOL_PARAMETERS).raw(parameters(tool)).raw('}').raw(TYPE_FUNCTION);
        }
        out.raw(']');
    }

    private static byte[] parameters(Tool tool) {
        byte[] known = PARAMETERS.get(tool.parameters());
        if (known != null) {
            return known;
        }
        byte[] made = CanonicalJson.write(MAPPER.readTree(tool.parameters())).getBytes(StandardCharsets.UTF_8);
        if (PARAMETERS.size() >= KEPT_MAX) {
            PARAMETERS.clear();
        }
        if (made.length <= KEPT_BYTES_MAX) {
            PARAMETERS.put(tool.parameters(), made);
        }
        return made;
    }

    private void optional(byte[] field, @Nullable String value) {
        if (value != null) {
            out.raw(field).string(value);
        }
    }
}
