package io.attune.sandbox.trainer.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.attune.sandbox.trainer.ChatMessage;

/**
 * Makes a corpus of documented names: each description is a document, and each name is asked for once. Of four questions
 * two are by name alone, one comes with notes in which the answer stands, and one asks only to repeat names. So the base
 * model learns to copy a name from the question and a text from notes, which is most of what a later fine-tuning builds
 * on.
 */
final class CorpusBuilder {

    private static final List<String> QUESTIONS = List.of("Tell me about %s.", "Explain %s.", "What is %s?");
    private static final int NOTES = 3;
    private static final int NAMES = 4;

    private CorpusBuilder() {}

    static Corpus build(List<Documented> documented, long seed) {
        List<Documented> shuffled = new ArrayList<>(documented);
        // java.util.Random's sequence is part of its specification, so the order is the same on every Java.
        Random random = new Random(seed);
        Collections.shuffle(shuffled, random);
        List<String> documents = shuffled.stream().map(Documented::prose).toList();
        Collections.shuffle(shuffled, random);
        List<List<ChatMessage>> conversations = new ArrayList<>();
        for (int i = 0; i < shuffled.size(); i++) {
            conversations.add(switch (i % 4) {
                case 1 -> repeating(shuffled, i);
                case 3 -> withNotes(shuffled, i, random.nextInt(NOTES));
                default -> byName(shuffled.get(i), QUESTIONS.get(random.nextInt(QUESTIONS.size())));
            });
        }
        return new Corpus(documents, conversations);
    }

    private static List<ChatMessage> byName(Documented about, String question) {
        return List.of(ChatMessage.user(question.formatted(about.name())),
                ChatMessage.assistant("`" + about.name() + "` is documented like this: " + about.firstSentence()));
    }

    private static List<ChatMessage> repeating(List<Documented> all, int index) {
        List<String> names = neighbours(all, index, NAMES).stream().map(Documented::name).toList();
        return List.of(ChatMessage.user("Repeat these names: " + String.join(", ", names) + "."),
                ChatMessage.assistant("`" + String.join("`, `", names) + "`"));
    }

    private static List<ChatMessage> withNotes(List<Documented> all, int index, int place) {
        Documented about = all.get(index);
        StringBuilder question = new StringBuilder("Notes:\n");
        for (Documented note : neighbours(all, index - place, NOTES)) {
            question.append("- ").append(note.name()).append(": ").append(note.firstSentence()).append('\n');
        }
        question.append("\nWhat do the notes say about ").append(about.name()).append('?');
        return List.of(ChatMessage.user(question.toString()),
                ChatMessage.assistant("`" + about.name() + "`: " + about.firstSentence()));
    }

    private static List<Documented> neighbours(List<Documented> all, int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> all.get(Math.floorMod(i, all.size()))).toList();
    }
}
