package io.attune.pipeline.generate;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import io.attune.pipeline.generate.Truth.Likeness;
import io.attune.pipeline.generate.Truth.Span;
import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Desk;
import io.attune.pipeline.generate.text.Draft;
import io.attune.pipeline.generate.text.Sentence;
import io.attune.pipeline.generate.text.Shingles;
import io.attune.pipeline.generate.text.Turn;
import io.attune.pipeline.generate.value.Decoy;
import io.attune.pipeline.generate.value.Personal;
import io.attune.pipeline.generate.value.Secret;
import org.jspecify.annotations.Nullable;

/** Makes one record with what is planted in it. */
final class Planting {
    private static final double SIMILARITY_MIN = 0.80;

    private final Generator generator;
    private final long number;
    private final String key;
    private final Chance chance;

    Planting(Generator generator, long number, Chance chance) {
        this.generator = generator;
        this.number = number;
        this.key = generator.key(number);
        this.chance = chance;
    }

    Generated nothing() {
        return made(generator.draft(number), List.of());
    }

    Generated of(PlantKind kind, long index) {
        return switch (kind) {
            case EXACT_DUPLICATE, NEAR_DUPLICATE, CONTRADICTION -> twinned(kind, generator.twinOf(kind, index));
            case LEAK -> leak(generator.suiteItemOf(kind, index), index % 2 == 0);
            case TEMPLATE_MATE -> templateMate(generator.suiteItemOf(kind, index));
            case PERSONAL -> values(kind, personal());
            case SECRET -> values(kind, List.of(chance.pick(Secret.values()).say(chance)));
            case DECOY -> values(kind, List.of(chance.pick(Decoy.values()).say(chance)));
            case BROKEN -> broken();
            case MOJIBAKE -> damaged(kind, Damage.mojibake(generator.draft(number), chance));
            case REFUSAL -> damaged(kind, Damage.refusal(generator.draft(number), chance));
            case TRUNCATED -> damaged(kind, Damage.truncated(generator.draft(number), chance));
            case REPETITION -> damaged(kind, Damage.repetition(generator.draft(number), chance));
            case MARKUP -> damaged(kind, Damage.markup(generator.draft(number), chance));
            case WRONG_LANGUAGE -> wrongLanguage();
            case TIE -> tie();
        };
    }

    private Generated twinned(PlantKind kind, long twin) {
        Draft original = generator.draft(twin);
        return switch (kind) {
            case NEAR_DUPLICATE -> paired(kind, null, NearCopy.of(original, similarity(), chance), original,
                    generator.key(
                            twin));
            case CONTRADICTION -> contradiction(twin, original);
            default -> paired(kind, null, original, original, generator.key(twin));
        };
    }

    private double similarity() {
        return SIMILARITY_MIN + (1 - SIMILARITY_MIN) * chance.unit();
    }

    private Generated contradiction(long twin, Draft original) {
        boolean sameWords = chance.happens(0.5);
        Draft draft = generator.contradicting(twin, number, sameWords);
        Generated made = paired(PlantKind.CONTRADICTION, sameWords ? "same-words" : "other-words", draft, original,
                generator.key(twin));
        var topic = generator.topic(twin);
        return new Generated(number, made.line(), List.of(made.truths().getFirst().contradicting(topic.otherFact(),
                topic.fact())));
    }

    private Generated leak(long item, boolean copy) {
        Draft original = generator.suiteDraft(item);
        Draft draft = copy ? original : NearCopy.of(original, similarity(), chance);
        return paired(PlantKind.LEAK, copy ? "copy" : "near-copy", draft, original, generator.suiteKey(item));
    }

    private Generated templateMate(long item) {
        return paired(PlantKind.TEMPLATE_MATE, null, generator.inTheManner(item, number), generator.suiteDraft(item),
                generator.suiteKey(item));
    }

    private Generated paired(PlantKind kind, @Nullable String type, Draft draft, Draft original,
            String twin) {
        Likeness likeness = new Likeness(Shingles.similarity(draft.text(), original.text()), Shingles.similarity(
                draft.whole(), original.whole()));
        return made(draft, List.of(Truth.paired(number, key, kind, type, twin, likeness)));
    }

    private List<Sentence> personal() {
        EnumSet<Personal> classes = EnumSet.noneOf(Personal.class);
        for (int i = chance.between(1, 3); i > 0; i--) {
            classes.add(chance.pick(Personal.values()));
        }
        return classes.stream().map(type -> type.say(chance)).toList();
    }

    /** Puts sentences into the question or, less often, into the answer, and tells where their values stand. */
    private Generated values(PlantKind kind, List<Sentence> sentences) {
        Draft draft = generator.draft(number);
        for (Sentence sentence : sentences) {
            int at = chance.happens(0.7) ? draft.promptAt() : draft.answerAt();
            Turn turn = draft.turns().get(at);
            draft = draft.with(at, turn.with(chance.below(turn.sentences().size() + 1), sentence));
        }
        return made(draft, spans(kind, draft));
    }

    private List<Truth> spans(PlantKind kind, Draft draft) {
        List<Truth> truths = new ArrayList<>();
        for (int message = 0; message < draft.turns().size(); message++) {
            int from = 0;
            for (Sentence sentence : draft.turns().get(message).sentences()) {
                Sentence.Mark mark = sentence.mark();
                if (mark != null) {
                    truths.add(Truth.spanning(number, key, kind, mark.kind(), mark.variant(), new Span(message, from
                            + mark.start(), from + mark.end()), sentence.text().substring(mark.start(), mark.end())));
                }
                from += sentence.text().length() + 1;
            }
        }
        return truths;
    }

    private Generated broken() {
        Breakage breakage = Breakage.pick(generator.shape(), chance);
        String line = breakage.line(generator.shape(), generator.draft(number), key, generator.customer(number),
                chance);
        return new Generated(number, line, List.of(Truth.of(number, key, PlantKind.BROKEN, breakage.word())));
    }

    private Generated damaged(PlantKind kind, Damage.Damaged damaged) {
        return made(damaged.draft(), List.of(Truth.damaged(number, key, kind, damaged.type(),
                damaged.draft().answerAt(),
                damaged.draft().answer().content().length(), damaged.right())));
    }

    private Generated wrongLanguage() {
        Draft draft = generator.draft(number);
        Desk.ForeignAnswer answer = Desk.foreign(generator.topic(number), chance, generator.length());
        return damaged(PlantKind.WRONG_LANGUAGE, new Damage.Damaged(draft.answering(answer.text()), answer.language(),
                draft.answer().content()));
    }

    private Generated tie() {
        Draft draft = generator.draft(number);
        return made(new Draft(draft.turns(), draft.tools(), draft.answer().content()), List.of(Truth.of(number, key,
                PlantKind.TIE, "same-answers")));
    }

    private Generated made(Draft draft, List<Truth> truths) {
        return new Generated(number, DraftJson.write(generator.shape(), draft, key, generator.customer(number)),
                truths);
    }
}
