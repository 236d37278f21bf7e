package io.attune.dataset.audit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.redact.Finding;
import io.attune.pipeline.redact.Redactor;

/**
 * What people see of an example: its texts, with whatever the detectors find masked.
 *
 * @param text at most {@value #LENGTH_MAX} characters
 * @param detected how often each class was found
 */
record Masked(String text, Map<String, Integer> detected) {
    private static final int LENGTH_MAX = 4_000;
    private static final Redactor REDACTOR = Redactor.ofDefaults();

    static Masked of(Example example) {
        TreeMap<String, Integer> detected = new TreeMap<>();
        String text = lines(example).map(line -> mask(line, detected)).collect(Collectors.joining("\n"));
        return new Masked(text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "…" : text, detected);
    }

    private static Stream<String> lines(Example example) {
        Stream<String> messages = example.messages().stream().flatMap(message -> lines("", message));
        return switch (example.judgement()) {
            case Judgement.Preference(List<Message> preferred, List<Message> rejected) -> Stream.of(messages,
                    preferred.stream().flatMap(message -> lines("preferred ", message)),
                    rejected.stream().flatMap(message -> lines("rejected ", message))).flatMap(lines -> lines);
            case Judgement.Rating(boolean good) -> Stream.concat(messages, Stream.of("rated: " + (good
                    ? "good"
                    : "bad")));
            case null -> messages;
        };
    }

    private static Stream<String> lines(String before, Message message) {
        String role = before + message.role().word();
        return Stream.of(Stream.ofNullable(message.name()).map(name -> role + " is named: " + name),
                Stream.ofNullable(message.reasoning()).map(thought -> role + " thinks: " + thought), Stream.of(
                        message.content()).filter(said -> !said.isEmpty()).map(said -> role + ": " + said),
                message.toolCalls().stream().map((ToolCall call) -> role + " calls " + call.function() + ": "
                        + call.arguments())).flatMap(lines -> lines);
    }

    private static String mask(String line, Map<String, Integer> detected) {
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        for (Finding found : REDACTOR.preview(line)) {
            detected.merge(found.kind(), 1, Integer::sum);
            masked.append(line, copied, found.start()).append('[').append(found.kind()).append(' ').append(
                    found.masked()).append(']');
            copied = found.end();
        }
        return masked.append(line, copied, line.length()).toString();
    }
}
