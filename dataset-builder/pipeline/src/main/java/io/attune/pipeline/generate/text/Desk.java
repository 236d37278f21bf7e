package io.attune.pipeline.generate.text;

import java.util.ArrayList;
import java.util.List;

/** Writes conversations of the support desk. Every method's result depends on its arguments alone. */
public final class Desk {
    private Desk() {}

    /**
     * The chances of one conversation.
     *
     * @param form which templates the question is made of, and how the conversation goes
     * @param words what stands in their places
     * @param answerForm which templates the last answer is made of
     * @param answerWords what stands in their places
     */
    public record Chances(Chance form, Chance words, Chance answerForm, Chance answerWords) {
    }

    /** A conversation about a topic. */
    public static Draft conversation(Topic topic, Chances chances, Length length) {
        Chance form = chances.form();
        Chance words = chances.words();
        List<Turn> turns = new ArrayList<>();
        if (form.happens(length.system)) {
            turns.add(Turn.of("system", form.pick(English.SYSTEM).fill(topic, words)));
        }
        boolean tool = form.happens(length.toolCall);
        boolean second = form.happens(length.secondQuestion);
        turns.add(question(topic, form, words, length, second && length == Length.SHORT));
        if (tool) {
            lookUp(topic, words, turns);
        }
        if (second) {
            turns.add(firstAnswer(topic, form, words, length));
            turns.add(followUp(topic, form, words, length));
        }
        turns.add(answer(topic, chances.answerForm(), chances.answerWords(), length));
        return new Draft(turns, tool, "");
    }

    /** The same conversation as a preference pair: the last answer is preferred to a worse one. */
    public static Draft preference(Topic topic, Chances chances, Length length) {
        Draft draft = conversation(topic, chances, length);
        List<Sentence> worse = pick(English.EVASIVE, length == Length.SHORT ? 2 : 4, topic, chances.answerForm(),
                chances.answerWords());
        return new Draft(draft.turns(), draft.tools(), Turn.of("assistant", worse).content());
    }

    /** An answer in another language. */
    public static ForeignAnswer foreign(Topic topic, Chance chance, Length length) {
        Foreign.Tongue tongue = chance.pick(Foreign.TONGUES);
        List<Sentence> said = pick(tongue.sentences(), length == Length.SHORT ? 3 : 6, topic, chance, chance);
        return new ForeignAnswer(tongue.code(), Turn.of("assistant", said).content());
    }

    /** An answer and its language, as BCP 47. */
    public record ForeignAnswer(String language, String text) {
    }

    /** An ordinary word that the desk does not use. */
    public static String spareWord(Chance chance) {
        return chance.pick(Words.SPARE);
    }

    private static Turn question(Topic topic, Chance form, Chance words, Length length, boolean brief) {
        List<Sentence> said = new ArrayList<>(pick(English.OPENING, 1, topic, form, words));
        said.addAll(pick(English.DETAIL, length.details + (form.happens(length.more) ? 1 : 0), topic, form, words));
        if (!brief) {
            said.addAll(pick(English.ASK, 1, topic, form, words));
        }
        return Turn.of("user", said);
    }

    private static Turn followUp(Topic topic, Chance form, Chance words, Length length) {
        List<Sentence> said = new ArrayList<>(pick(English.FOLLOW_UP, 1, topic, form, words));
        said.addAll(pick(English.DETAIL, length == Length.SHORT ? 0 : 1, topic, form, words));
        return Turn.of("user", said);
    }

    private static Turn firstAnswer(Topic topic, Chance form, Chance words, Length length) {
        List<Sentence> said = new ArrayList<>(pick(English.DIAGNOSIS, 1, topic, form, words));
        said.addAll(pick(English.DO, length == Length.SHORT ? 1 : 2, topic, form, words));
        return Turn.of("assistant", said);
    }

    private static Turn answer(Topic topic, Chance form, Chance words, Length length) {
        List<Sentence> said = new ArrayList<>();
        if (form.happens(length.diagnosis)) {
            said.addAll(pick(English.DIAGNOSIS, 1, topic, form, words));
        }
        said.addAll(pick(English.FACT, 1, topic, form, words));
        said.addAll(pick(English.DO, length.steps + (form.happens(length.more) ? 1 : 0), topic, form, words));
        if (length == Length.LONG || form.happens(0.15)) {
            said.addAll(pick(English.CHECK, 1, topic, form, words));
        }
        if (length == Length.LONG || form.happens(0.1)) {
            said.addAll(pick(English.CLOSING, 1, topic, form, words));
        }
        return Turn.of("assistant", said);
    }

    private static void lookUp(Topic topic, Chance words, List<Turn> turns) {
        String id = "call_" + words.letters("abcdefghijklmnopqrstuvwxyz0123456789", 12);
        String arguments = "{\"product\":\"" + topic.product() + "\",\"code\":\"" + topic.code() + "\"}";
        turns.add(new Turn("assistant", List.of(), new Turn.Call(id, "look_up_error", arguments), null));
        String found = "{\"code\":\"" + topic.code() + "\",\"setting\":\"" + topic.setting() + "\",\"cases\":"
                + words.between(2, 900) + "}";
        turns.add(new Turn("tool", List.of(new Sentence(found)), null, id));
    }

    /** So many sentences of different templates. */
    private static List<Sentence> pick(Template[] templates, int count, Topic topic, Chance form, Chance words) {
        List<Sentence> picked = new ArrayList<>(count);
        long used = 0;
        while (picked.size() < count) {
            int at = form.below(templates.length);
            if (((used >>> at) & 1) == 0) {
                used |= 1L << at;
                picked.add(new Sentence(templates[at].fill(topic, words)));
            }
        }
        return picked;
    }
}
