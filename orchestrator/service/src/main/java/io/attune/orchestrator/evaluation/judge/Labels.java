package io.attune.orchestrator.evaluation.judge;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TypedId;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.evaluation.judge.LabelStore.Judged;
import io.attune.orchestrator.evaluation.judge.LabelStore.Kind;
import io.attune.orchestrator.evaluation.judge.LabelStore.Label;
import io.attune.orchestrator.evaluation.judge.LabelStore.Place;
import io.attune.platform.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people say of outputs. Pairs are shown to them blind: without the names of the arms, in an order that depends on the
 * person and the pair, under a token that does not tell which is which.
 */
@Component
class Labels {
    private static final int COMMENT_MAX = 2_000;
    private static final Set<String> SIDES = Set.of("arm", "against", "tie");

    private final LabelStore store;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final Audit audit;

    Labels(LabelStore store, UuidV7 ids, InstantSource clock, Audit audit) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * A label as somebody sends it: of a pair that was shown blind ({@code pair} and {@code first}, {@code second} or
     * {@code tie}), or of outputs by their names.
     */
    record Wish(@Nullable String pair, @Nullable String suite, @Nullable String item, @Nullable String arm,
            @Nullable String against, @Nullable String kind, @Nullable String value, @Nullable String comment) {}

    /** A pair to be labelled. */
    record Blind(String pair, String question, String first, String second) {}

    /** Pairs that a person has not labelled, chosen by digest and not by the judge's word, the same for everybody. */
    List<Blind> sample(ProjectId project, String evaluation, String person, int size) {
        return store.unlabelled(project, evaluation, person).stream().sorted(Comparator.comparing(
                pair -> CanonicalJson.digest(List.of("sample", pair.armFirst().hex())))).limit(size).map(pair -> blind(
                        pair, person)).toList();
    }

    private static Blind blind(Judged pair, String person) {
        boolean armFirst = (CanonicalJson.digest(List.of("sides", person, pair.armFirst().hex())).prefix() & 1) == 0;
        return armFirst
                ? new Blind(pair.armFirst().hex(), pair.question(), pair.answer(), pair.other())
                : new Blind(pair.armSecond().hex(), pair.question(), pair.other(), pair.answer());
    }

    /**
     * Keeps labels, all or none.
     *
     * @throws io.attune.kernel.InvalidInputException naming everything that is wrong with them
     */
    @Transactional
    List<Label> add(ProjectId project, String evaluation, String person, List<Wish> wishes) {
        Problems problems = new Problems();
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < wishes.size(); i++) {
            label(project, evaluation, person, wishes.get(i), "/labels/" + i, problems).ifPresent(labels::add);
        }
        problems.throwIfAny("The labels of " + evaluation);
        labels.forEach(label -> {
            store.put(project, evaluation, label);
            audit.record(project, person, "evaluation.label", evaluation, Digest.of(label.id() + label.value()));
        });
        return labels;
    }

    private Optional<Label> label(ProjectId project, String evaluation, String person, Wish wish, String at,
            Problems problems) {
        String comment = wish.comment() == null ? "" : wish.comment().strip();
        if (comment.length() > COMMENT_MAX) {
            problems.add(at + "/comment", 0, "the comment has " + comment.length() + " characters", "Write at most "
                    + COMMENT_MAX + ".");
        }
        return wish.pair() == null
                ? named(project, evaluation, person, wish, comment, at, problems)
                : blind(project, evaluation, person, wish, comment, at, problems);
    }

    private Optional<Label> blind(ProjectId project, String evaluation, String person, Wish wish, String comment,
            String at, Problems problems) {
        Optional<Place> place = store.find(project, evaluation, String.valueOf(wish.pair()));
        String side = wish.value() == null ? "" : wish.value();
        if (!Set.of("first", "second", "tie").contains(side)) {
            problems.add(at + "/value", 0, "'" + side + "' is no preference", "Write first, second or tie.");
        } else if (place.isEmpty()) {
            problems.add(at + "/pair", 0, "evaluation " + evaluation + " has no judged pair '" + wish.pair() + "'",
                    "Take pairs from /labels/sample of this evaluation.");
        } else {
            Place found = place.get();
            String value = side.equals("tie") ? side : side.equals("first") == found.armFirst() ? "arm" : "against";
            return Optional.of(preference(found, value, comment, person));
        }
        return Optional.empty();
    }

    private Optional<Label> named(ProjectId project, String evaluation, String person, Wish wish, String comment,
            String at, Problems problems) {
        String suite = required(wish.suite(), at + "/suite", problems);
        String item = required(wish.item(), at + "/item", problems);
        String arm = required(wish.arm(), at + "/arm", problems);
        Optional<Kind> kind = kind(wish.kind(), at, problems);
        String value = required(wish.value(), at + "/value", problems);
        if (kind.isEmpty() || suite.isEmpty() || item.isEmpty() || arm.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        if (!fits(kind.get(), value)) {
            problems.add(at + "/value", 0, "'" + value + "' is no value of " + word(kind.get()), switch (kind.get()) {
                case PREFERENCE -> "Write arm, against or tie.";
                case CORRECTNESS -> "Write right or wrong.";
                case SCORE -> "Write a whole number from 1 to 10.";
            });
            return Optional.empty();
        }
        if (kind.get() != Kind.PREFERENCE) {
            if (!store.hasOutput(project, evaluation, suite, item, arm)) {
                problems.add(at + "/item", 0, "evaluation " + evaluation + " has no output of the arm '" + arm
                        + "' for '" + item + "' in the suite '" + suite + "'", "List them: attune eval show "
                                + evaluation + ".");
                return Optional.empty();
            }
            return Optional.of(new Label(id(), suite, item, arm, null, null, kind.get(), value, comment, person,
                    clock.instant()));
        }
        String against = required(wish.against(), at + "/against", problems);
        Optional<Place> place = against.isEmpty()
                ? Optional.empty()
                : store.find(project, evaluation, suite, item, arm, against);
        if (place.isEmpty() && !against.isEmpty()) {
            problems.add(at + "/item", 0, "evaluation " + evaluation + " has not judged '" + item + "' of the suite '"
                    + suite + "' between " + arm + " and " + against, "Label pairs that the judge has judged.");
        }
        return place.map(found -> preference(found, found.armFirst() || value.equals("tie")
                ? value
                : value.equals("arm") ? "against" : "arm", comment, person));
    }

    private Label preference(Place place, String value, String comment, String person) {
        return new Label(id(), place.suite(), place.item(), place.arm(), place.against(), place.pair(), Kind.PREFERENCE,
                value, comment, person, clock.instant());
    }

    private String id() {
        return TypedId.of("lbl", ids.next());
    }

    private static boolean fits(Kind kind, String value) {
        return switch (kind) {
            case PREFERENCE -> SIDES.contains(value);
            case CORRECTNESS -> value.equals("right") || value.equals("wrong");
            case SCORE -> value.matches("[1-9]|10");
        };
    }

    private static Optional<Kind> kind(@Nullable String word, String at, Problems problems) {
        for (Kind kind : Kind.values()) {
            if (word(kind).equals(word)) {
                return Optional.of(kind);
            }
        }
        problems.add(at + "/kind", 0, word == null ? "the kind is missing" : "'" + word + "' is no kind of label",
                "Write preference, correctness or score.");
        return Optional.empty();
    }

    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String required(@Nullable String value, String at, Problems problems) {
        if (value == null || value.isBlank()) {
            problems.add(at, 0, "it is missing", "Write it, or send 'pair' and 'value' of a pair that was shown.");
            return "";
        }
        return value;
    }
}
