package io.attune.pipeline.inspect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.inspect.Inspection.Span;
import io.attune.pipeline.quality.Finding;
import io.attune.pipeline.quality.Profile;
import io.attune.pipeline.quality.Quality;
import io.attune.pipeline.redact.Action;
import io.attune.pipeline.redact.RedactionPolicy;
import io.attune.pipeline.redact.Redactor;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.step.Step;
import io.attune.pipeline.step.StepCatalog;
import io.attune.pipeline.step.StepContext;
import io.attune.pipeline.step.StepSpec;
import io.attune.pipeline.step.Verdict;
import io.attune.pipeline.validate.Validation;
import org.jspecify.annotations.Nullable;

/** Looks into one record by itself. Immutable and thread-safe. */
final class RecordLook {
    private static final String NO_LANGUAGE = "und";

    private final Step.OfExample normalize;
    private final Step.OfExample language;
    private final Validation validation;
    private final Quality quality = Quality.of(Profile.FINE_TUNING);
    private final Redactor redactor = new Redactor(RedactionPolicy.of(EnumSet.allOf(PersonalKind.class), Action.FLAG,
            0));
    private final TokenCounter tokens;

    RecordLook(TokenCounter tokens) {
        this.tokens = tokens;
        StepContext context = new StepContext(tokens, 0);
        this.normalize = alone("normalize", context);
        this.language = alone("language", context);
        this.validation = new Validation(tokens, Validation.MAX_TOKENS, true);
    }

    private static Step.OfExample alone(String name, StepContext context) {
        if (StepCatalog.create(new StepSpec(name), context) instanceof Step.OfExample step) {
            return step;
        }
        throw new IllegalStateException("Step '" + name + "' needs other records");
    }

    /**
     * What was seen in a record.
     *
     * @param normal the record as normalize leaves it
     * @param language null where it was not looked for
     * @param invalid the first thing that keeps it from being trained on
     * @param personal by class
     */
    record Seen(Example normal, boolean changed, @Nullable String language, long characters, long tokens,
            Optional<io.attune.pipeline.validate.Finding> invalid, List<Finding> quality, List<Hit> personal) {}

    /** Something personal of a class. */
    record Hit(String kind, Span span) {}

    /** @param withLanguage whether the language is looked for, which costs more than all the rest */
    Seen look(Example example, boolean withLanguage) {
        Example normal = normalize.judge(example) instanceof Verdict.Change change ? change.example() : example;
        String tag = !withLanguage
                ? null
                : language.judge(normal) instanceof Verdict.Change told
                        ? told.example().language()
                        : normal.language();
        return new Seen(normal, !normal.equals(example), tag == null && withLanguage ? NO_LANGUAGE : tag,
                example.allMessages().map(Message::content).mapToLong(String::length).sum(), tokens.count(example),
                validation.check(normal).stream().findFirst(), quality.findings(quality.score(normal)),
                personal(example));
    }

    private List<Hit> personal(Example example) {
        List<Hit> hits = new ArrayList<>();
        List<Message> messages = example.allMessages().toList();
        for (int i = 0; i < messages.size(); i++) {
            int number = i + 1;
            texts(messages.get(i)).flatMap(text -> redactor.preview(text).stream()).forEach(found -> hits.add(new Hit(
                    found.kind(), new Span(example.key(), number, found.start(), found.end(), found.rule(),
                            found.masked()))));
        }
        return hits;
    }

    private static Stream<String> texts(Message message) {
        return Stream.of(Stream.of(message.content()), Stream.ofNullable(message.reasoning()), Stream.ofNullable(
                message.name()), message.toolCalls().stream().map(ToolCall::arguments)).flatMap(texts -> texts).filter(
                        text -> !text.isEmpty());
    }
}
