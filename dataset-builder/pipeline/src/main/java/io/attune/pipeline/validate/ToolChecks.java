package io.attune.pipeline.validate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import io.attune.pipeline.Tool;
import io.attune.pipeline.ToolCall;
import org.jspecify.annotations.Nullable;

/** Finds tools that are none, calls that fit no tool, and calls and answers that do not pair. Thread-safe. */
final class ToolChecks {
    private final ToolSchemas schemas = new ToolSchemas();

    void check(Example example, List<Finding> findings) {
        if (example.tools().isEmpty() && hasNoTools(example)) {
            return;
        }
        Map<String, Tool> tools = tools(example.tools(), findings);
        if (example.judgement() instanceof Judgement.Preference(List<Message> preferred, List<Message> rejected)) {
            Pairing input = new Pairing(tools, findings);
            input.read(example.messages(), "message");
            new Pairing(input).finish(preferred, "preferred message");
            new Pairing(input).finish(rejected, "rejected message");
        } else {
            new Pairing(tools, findings).finish(example.messages(), "message");
        }
    }

    private static boolean hasNoTools(Example example) {
        return hasNoTools(example.messages())
                && (!(example.judgement() instanceof Judgement.Preference(List<Message> preferred, List<Message> rejected))
                        || (hasNoTools(preferred) && hasNoTools(rejected)));
    }

    private static boolean hasNoTools(List<Message> messages) {
        for (Message message : messages) {
            if (message.role() == Role.TOOL || !message.toolCalls().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Tool> tools(List<Tool> listed, List<Finding> findings) {
        Map<String, Tool> tools = new HashMap<>();
        for (int i = 0; i < listed.size(); i++) {
            Tool tool = listed.get(i);
            String at = "tool " + (i + 1);
            if (tools.put(tool.name(), tool) != null) {
                findings.add(new Finding("duplicate-tool", at));
            }
            if (!isName(tool.name())) {
                findings.add(new Finding("tool-name", at + " has not 1 to 64 letters, digits, '_' or '-'"));
            }
            String wrong = schemas.problem(tool.parameters());
            if (wrong != null) {
                findings.add(new Finding("tool-schema", at + ": " + wrong));
            }
        }
        return tools;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= 64 && name.chars().allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
                        || c == '-');
    }

    /** Reads a conversation and remembers which calls are open. */
    private final class Pairing {
        private final Map<String, Tool> tools;
        private final List<Finding> findings;
        private final Set<String> open = new HashSet<>();
        private final Set<String> seen = new HashSet<>();

        Pairing(Map<String, Tool> tools, List<Finding> findings) {
            this.tools = tools;
            this.findings = findings;
        }

        Pairing(Pairing before) {
            this(before.tools, before.findings);
            open.addAll(before.open);
            seen.addAll(before.seen);
        }

        void read(List<Message> messages, String what) {
            for (int i = 0; i < messages.size(); i++) {
                Message message = messages.get(i);
                String at = what + " " + (i + 1);
                if (message.role() == Role.TOOL) {
                    answer(message.toolCallId(), at);
                }
                for (ToolCall call : message.toolCalls()) {
                    call(call, at);
                }
            }
        }

        /** The last message's calls need no answer: calling may be what is learned. */
        void finish(List<Message> messages, String what) {
            read(messages, what);
            messages.getLast().toolCalls().forEach(call -> open.remove(call.id()));
            if (!open.isEmpty()) {
                findings.add(new Finding("tool-call-unanswered", open.size() + " calls before the last " + what));
            }
        }

        private void answer(@Nullable String id, String at) {
            if (id == null || !seen.contains(id)) {
                findings.add(new Finding("tool-message-without-call", at));
            } else if (!open.remove(id)) {
                findings.add(new Finding("tool-call-answered-twice", at));
            }
        }

        private void call(ToolCall call, String at) {
            open.add(call.id());
            if (!seen.add(call.id())) {
                findings.add(new Finding("duplicate-tool-call-id", at));
            }
            Tool tool = tools.get(call.function());
            if (tool == null) {
                findings.add(new Finding("unknown-tool", at + " calls a tool that is not listed"));
            }
            String wrong = schemas.argumentsProblem(call.arguments(), tool == null ? null : tool.parameters());
            if (wrong != null) {
                findings.add(new Finding("tool-arguments", at + ": " + wrong));
            }
        }
    }
}
