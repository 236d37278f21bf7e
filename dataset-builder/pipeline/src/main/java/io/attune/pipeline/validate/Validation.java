package io.attune.pipeline.validate;

import java.util.ArrayList;
import java.util.List;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Part;
import io.attune.pipeline.Role;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.Tool;
import io.attune.pipeline.ToolCall;

/** Finds everything that keeps examples from being trained on. Immutable and thread-safe. */
public final class Validation {
    /** The length OpenAI's guide names for its models; vendors cut longer examples without a word. */
    public static final long MAX_TOKENS = 16_385;
    /** A UTF-16 unit is at most three bytes of UTF-8, and a token at least one. */
    private static final long TOKENS_A_CHARACTER_MAX = 3;
    private static final long TOKENS_A_MESSAGE_MAX = 16;

    private final TokenCounter tokens;
    private final long maxTokens;
    private final boolean alternate;
    private final ToolChecks tools = new ToolChecks();

    /**
     * @param maxTokens how many an example may have
     * @param alternate whether two messages of one role in a row are a finding: most vendors but OpenAI refuse them
     */
    public Validation(TokenCounter tokens, long maxTokens, boolean alternate) {
        this.tokens = tokens;
        this.maxTokens = maxTokens;
        this.alternate = alternate;
    }

    /** Everything wrong with an example, in a fixed order; empty when it can be trained on. */
    public List<Finding> check(Example example) {
        List<Finding> findings = new ArrayList<>();
        checkMessages(example.messages(), "message", findings);
        switch (example.judgement()) {
            case Judgement.Preference(List<Message> preferred, List<Message> rejected) -> {
                checkSide(preferred, "preferred message", findings);
                checkSide(rejected, "rejected message", findings);
                checkInput(example.messages(), findings);
            }
            case Judgement.Rating _ -> checkEnd(example.messages(), findings);
            case null -> checkEnd(example.messages(), findings);
        }
        checkUser(example, findings);
        tools.check(example, findings);
        checkLength(example, findings);
        return findings;
    }

    private void checkMessages(List<Message> messages, String what, List<Finding> findings) {
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            boolean repeats = i > 0 && message.role() != Role.TOOL && message.role() == messages.get(i - 1).role();
            addIf(isEmpty(message), "missing_content", what, i, message, findings);
            addIf(i > 0 && message.role().isInstruction(), "system-not-first", what, i, message, findings);
            addIf(alternate && repeats, "consecutive-same-role", what, i, message, findings);
            addIf(message.role() != Role.USER && hasImage(message), "image-not-from-user", what, i, message, findings);
            addIf(message.content().indexOf(0) >= 0, "nul-character", what, i, message, findings);
        }
    }

    private static void addIf(boolean wrong, String reason, String what, int index, Message message,
            List<Finding> findings) {
        if (wrong) {
            findings.add(new Finding(reason, what + " " + (index + 1) + " (" + message.role().word() + ")"));
        }
    }

    private static boolean hasImage(Message message) {
        for (Part part : message.parts()) {
            if (part instanceof Part.Image) {
                return true;
            }
        }
        return false;
    }

    /** A tool may have nothing to say, and an assistant that calls one need not. */
    private static boolean isEmpty(Message message) {
        return message.role() != Role.TOOL && message.toolCalls().isEmpty() && message.content().isBlank()
                && !hasImage(message);
    }

    private static void checkEnd(List<Message> messages, List<Finding> findings) {
        int answers = 0;
        int weightless = 0;
        for (Message message : messages) {
            if (message.role() == Role.ASSISTANT) {
                answers++;
                weightless += message.weight() != null && message.weight() == 0 ? 1 : 0;
            }
        }
        if (answers == 0) {
            findings.add(new Finding("example_missing_assistant_message", messages.size() + " messages"));
        } else if (messages.getLast().role() != Role.ASSISTANT) {
            findings.add(new Finding("last-message-not-assistant", "the last is " + messages.getLast().role().word()));
        }
        if (answers > 0 && answers == weightless) {
            findings.add(new Finding("no-weighted-answer", answers + " answers of weight 0"));
        }
    }

    private static boolean has(List<Message> messages, Role role) {
        for (Message message : messages) {
            if (message.role() == role) {
                return true;
            }
        }
        return false;
    }

    private void checkSide(List<Message> side, String what, List<Finding> findings) {
        checkMessages(side, what, findings);
        if (!has(side, Role.ASSISTANT)) {
            findings.add(new Finding("example_missing_assistant_message", "no " + what + " is the assistant's"));
        }
        if (side.stream().anyMatch(m -> m.role() != Role.ASSISTANT && m.role() != Role.TOOL)) {
            findings.add(new Finding("preference-side-role", "a " + what + " is not the assistant's or a tool's"));
        }
    }

    private static void checkInput(List<Message> input, List<Finding> findings) {
        if (input.getLast().role() == Role.ASSISTANT) {
            findings.add(new Finding("preference-input-ends-with-assistant", input.size() + " messages"));
        }
    }

    private static void checkUser(Example example, List<Finding> findings) {
        if (!has(example.messages(), Role.USER)) {
            findings.add(new Finding("no-user-message", example.messages().size() + " messages"));
        }
        String answer = example.answer().strip();
        if (!answer.isEmpty() && answer.equals(example.prompt().strip())) {
            findings.add(new Finding("echoed-answer", answer.length() + " characters"));
        }
    }

    private void checkLength(Example example, List<Finding> findings) {
        long most = TOKENS_A_MESSAGE_MAX;
        most += tokensAtMost(example.messages());
        if (example.judgement() instanceof Judgement.Preference(List<Message> preferred, List<Message> rejected)) {
            most += tokensAtMost(preferred) + tokensAtMost(rejected);
        }
        for (Tool tool : example.tools()) {
            most += TOKENS_A_CHARACTER_MAX * (tool.name().length() + tool.description().length()
                    + tool.parameters().length());
        }
        if (most <= maxTokens) {
            return;
        }
        int count = tokens.count(example);
        if (count > maxTokens) {
            findings.add(new Finding("too-many-tokens", count + " tokens, at most " + maxTokens));
        }
    }

    private static long tokensAtMost(List<Message> messages) {
        long most = 0;
        for (Message message : messages) {
            most += tokensAtMost(message);
        }
        return most;
    }

    private static long tokensAtMost(Message message) {
        long characters = message.content().length();
        characters += message.name() == null ? 0 : message.name().length();
        characters += message.reasoning() == null ? 0 : message.reasoning().length();
        for (ToolCall call : message.toolCalls()) {
            characters += call.function().length() + call.arguments().length();
        }
        return TOKENS_A_MESSAGE_MAX + TOKENS_A_CHARACTER_MAX * characters;
    }
}
