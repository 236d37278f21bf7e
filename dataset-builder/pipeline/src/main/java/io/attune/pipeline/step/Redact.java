package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.redact.PersonalKind;
import io.attune.pipeline.redact.Redactor;
import io.attune.pipeline.settings.Settings;

/** Takes personal data and secrets out of every message, or drops the examples that have any. */
final class Redact implements Step.OfExample {
    static final String NAME = "redact";

    /** What happens to what is found. */
    enum Action {
        /** A placeholder such as {@code [EMAIL]} stands in its place. */
        REPLACE,
        /** The example is dropped. */
        DROP
    }

    private final List<PersonalKind> classes;
    private final Action action;
    private final Redactor redactor;

    private Redact(List<PersonalKind> classes, Action action) {
        this.classes = classes;
        this.action = action;
        this.redactor = new Redactor(EnumSet.copyOf(classes));
    }

    static Redact of(Settings settings) {
        List<PersonalKind> classes = settings.words("classes", PersonalKind.class, List.of(PersonalKind.values()));
        return new Redact(classes.stream().sorted().toList(), settings.word("action", Action.class, Action.REPLACE));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("classes", classes.stream().map(Settings::word).toList(), "action", Settings.word(action));
    }

    @Override
    public Verdict judge(Example example) {
        EnumSet<PersonalKind> found = EnumSet.noneOf(PersonalKind.class);
        List<Message> clean = new ArrayList<>();
        for (Message message : example.messages()) {
            Redactor.Redacted redacted = redactor.redact(message.content());
            found.addAll(redacted.found());
            clean.add(message.withContent(redacted.text()));
        }
        if (found.isEmpty()) {
            return Verdict.KEEP;
        }
        return switch (action) {
            case REPLACE -> new Verdict.Change(example.withMessages(clean));
            case DROP -> Verdict.drop("personal-data",
                    String.join(", ", found.stream().map(Settings::word).toList()));
        };
    }
}
