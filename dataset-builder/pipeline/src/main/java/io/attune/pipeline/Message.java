package io.attune.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * One message of an example. Immutable.
 *
 * @param parts what it says, in order; empty when an assistant only calls tools
 * @param name of the speaker, where a format has one
 * @param toolCalls what an assistant asks of tools
 * @param toolCallId the call a tool's message answers, or null
 * @param weight 1 or 0: whether an assistant's message is learned from; null leaves it to the provider (which learns)
 * @param reasoning what a reasoning model thought before it spoke, or null
 */
public record Message(Role role, List<Part> parts, @Nullable String name, List<ToolCall> toolCalls,
        @Nullable String toolCallId, @Nullable Integer weight, @Nullable String reasoning) {
    public Message {
        parts = List.copyOf(parts);
        toolCalls = List.copyOf(toolCalls);
        if (weight != null && (role != Role.ASSISTANT || weight < 0 || weight > 1)) {
            throw new IllegalArgumentException(
                    "A weight is 0 or 1 and stands on an assistant's message, not " + weight + " on one of " + role);
        }
        if (!toolCalls.isEmpty() && role != Role.ASSISTANT) {
            throw new IllegalArgumentException("Only an assistant calls tools, not " + role);
        }
    }

    /** A message of words alone. */
    public Message(Role role, String content, @Nullable Integer weight) {
        this(role, List.of(new Part.Text(content)), null, List.of(), null, weight, null);
    }

    public static Message system(String content) {
        return new Message(Role.SYSTEM, content, null);
    }

    public static Message user(String content) {
        return new Message(Role.USER, content, null);
    }

    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, content, null);
    }

    /** An assistant's message that only calls tools. */
    public static Message calling(List<ToolCall> calls) {
        return new Message(Role.ASSISTANT, List.of(), null, calls, null, null, null);
    }

    /** A tool's answer to a call. */
    public static Message tool(String callId, String content) {
        return new Message(Role.TOOL, List.of(new Part.Text(content)), null, List.of(), callId, null, null);
    }

    /** The words it says: its text parts, one line each; empty when it has none. */
    public String content() {
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)) {
            return text;
        }
        return parts.stream().filter(Part.Text.class::isInstance).map(part -> ((Part.Text) part).text()).collect(
                Collectors.joining("\n"));
    }

    /** The same message with every text of it changed: its words, its calls' arguments and its reasoning. */
    public Message mapTexts(UnaryOperator<String> change) {
        return mapTexts(change, change);
    }

    /**
     * The same message with the arguments of its calls changed in one way and all other texts in another; this one when
     * every text came back as it went in.
     */
    @SuppressWarnings("ReferenceEquality") // only what came back as it went in is seen as unchanged
    public Message mapTexts(UnaryOperator<String> change, UnaryOperator<String> arguments) {
        List<Part> changed = mapAll(parts, part -> {
            if (!(part instanceof Part.Text(String text))) {
                return part;
            }
            String other = change.apply(text);
            return other.equals(text) ? part : new Part.Text(other);
        });
        List<ToolCall> calls = mapAll(toolCalls, call -> {
            String other = arguments.apply(call.arguments());
            return other.equals(call.arguments()) ? call : call.withArguments(other);
        });
        String thought = reasoning == null ? null : change.apply(reasoning);
        return changed == parts && calls == toolCalls && Objects.equals(thought, reasoning)
                ? this
                : new Message(role, changed, name, calls, toolCallId, weight, thought);
    }

    /** The list with every element changed; the list itself when every element came back as it went in. */
    @SuppressWarnings("ReferenceEquality") // only what came back as it went in is seen as unchanged
    static <T> List<T> mapAll(List<T> list, UnaryOperator<T> change) {
        List<T> changed = null;
        for (int i = 0; i < list.size(); i++) {
            T before = list.get(i);
            T after = change.apply(before);
            if (after != before && changed == null) {
                changed = new ArrayList<>(list);
            }
            if (changed != null) {
                changed.set(i, after);
            }
        }
        return changed == null ? list : changed;
    }

    /** The same message of another speaker. */
    public Message withName(String other) {
        return new Message(role, parts, other, toolCalls, toolCallId, weight, reasoning);
    }

    /** The same message saying only these words. */
    public Message withContent(String other) {
        return new Message(role, List.of(new Part.Text(other)), name, toolCalls, toolCallId, weight, reasoning);
    }
}
