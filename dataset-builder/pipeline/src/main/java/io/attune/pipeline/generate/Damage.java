package io.attune.pipeline.generate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Draft;

/** Answers of poor quality. */
final class Damage {
    private static final String[] REFUSALS = {
            "I'm sorry, but I can't help with that request.",
            "As an AI language model, I do not have access to your system and cannot answer this question.",
            "I am unable to assist with this. Please consult a qualified professional.",
            "Sorry, I cannot provide this information.",
            "As an AI developed by a third party, I don't have personal opinions about your installation.",
            "I apologize, but I cannot fulfill this request as it goes against my guidelines.",
            "I'm just a virtual assistant, so I'm not able to look into that.",
            "My knowledge ends in 2021, therefore I cannot tell you anything about this release.",
            "I cannot comply with that. Is there anything else I can help you with today?"};
    private static final String[] ACCENTED = {
            "Das Team in Köln heißt das Gerät »Prüfer«, bitte nicht ändern.",
            "The branch in Besançon calls it „reçu général“ – that’s fine…",
            "Señor, the price is 40 € per month – it’s on the façade page.",
            "The naïve approach doesn’t work – café terminals need the „long“ mode…",
            "Für Grüße aus Zürich gilt: größer wäre schöner."};
    private static final String[] DEBRIS = {"<div class=\"answer\">", "</div></body></html>", "&nbsp;&nbsp;",
            "<br/><br/>",
            "{{ticket.requester.first_name}}", "[object Object]", "<|im_end|>", "\\n\\n", "[/quote][/b]", "&lt;p&gt;",
            "{% if user %}", "undefined undefined", "<!-- wp:paragraph -->", "```"};

    private Damage() {}

    /** A damaged draft, how it is damaged, and the answer as it should be. */
    record Damaged(Draft draft, String type, String right) {
    }

    static Damaged refusal(Draft draft, Chance chance) {
        String refusal = chance.pick(REFUSALS);
        return chance.happens(0.7)
                ? new Damaged(draft.answering(refusal), "whole", draft.answer().content())
                : new Damaged(draft.answering(refusal + " " + draft.answer().content()), "prefix",
                        draft.answer().content());
    }

    static Damaged truncated(Draft draft, Chance chance) {
        String right = draft.answer().content();
        boolean midWord = chance.happens(0.5);
        int first = right.length() / 3;
        int cut = chance.between(first, right.length() - 12);
        while (!letter(right, cut - 1) || letter(right, cut) != midWord) {
            cut = cut < right.length() - 2 ? cut + 1 : first;
        }
        return new Damaged(draft.answering(right.substring(0, cut)), midWord ? "mid-word" : "mid-sentence", right);
    }

    private static boolean letter(String text, int at) {
        return Character.isLetter(text.charAt(at));
    }

    static Damaged repetition(Draft draft, Chance chance) {
        String right = draft.answer().content();
        String sentence = draft.answer().sentences().getLast().text();
        return switch (chance.below(3)) {
            case 0 -> new Damaged(draft.answering(right + (" " + sentence).repeat(chance.between(5, 12))), "sentence",
                    right);
            case 1 -> {
                String[] words = sentence.split(" ");
                String phrase = words[0] + " " + words[1] + " " + words[2];
                yield new Damaged(draft.answering(right + (" " + phrase).repeat(chance.between(8, 20))), "phrase",
                        right);
            }
            default -> new Damaged(draft.answering(right + " " + (chance.pick("ha", "na", "=-", "!?", "no ")).repeat(
                    chance.between(20, 60))), "characters", right);
        };
    }

    static Damaged markup(Draft draft, Chance chance) {
        String right = draft.answer().content();
        StringBuilder text = new StringBuilder(right);
        for (int i = chance.between(2, 4); i > 0; i--) {
            int space = text.indexOf(" ", chance.below(text.length() / 2));
            text.insert(space + 1, chance.pick(DEBRIS) + " ");
        }
        return new Damaged(draft.answering(text.toString()), "debris", right);
    }

    static Damaged mojibake(Draft draft, Chance chance) {
        String right = draft.answer().content() + " " + chance.pick(ACCENTED);
        Charset western = Charset.forName("windows-1252");
        return switch (chance.below(3)) {
            case 0 -> new Damaged(draft.answering(misread(right, western)), "windows-1252", right);
            case 1 -> new Damaged(draft.answering(misread(right, StandardCharsets.ISO_8859_1)), "latin-1", right);
            default -> new Damaged(draft.answering(misread(misread(right, western), western)), "windows-1252-twice",
                    right);
        };
    }

    private static String misread(String text, Charset charset) {
        return new String(text.getBytes(StandardCharsets.UTF_8), charset);
    }
}
