package io.attune.sandbox.trainer.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.attune.sandbox.trainer.ChatMessage;

/**
 * Makes a corpus of documented names: each description is a document, and each name is asked for once, three times in
 * four by name alone, otherwise together with notes in which the answer stands. So the base model learns to copy a name
 * from the question and a text from notes, which is most of what a later fine-tuning builds on.
 */
final class CorpusBuilder {

    private static final List<String> QUESTIONS = List.of("Tell me about %s.", "Explain %s.", "What is %s?");
    private static final int NOTES = 3;
    private static final int WITH_NOTES_EVERY = 4;

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
            conversations.add(i % WITH_NOTES_EVERY == WITH_NOTES_EVERY - 1
                    ? withNotes(shuffled, i, random.nextInt(NOTES))
                    : byName(shuffled.get(i), QUESTIONS.get(i % QUESTIONS.size())));
        }
        return new Corpus(documents, conversations);
    }

    private static List<ChatMessage> byName(Documented about, String question) {
        return List.of(ChatMessage.user(question.formatted(about.name())),
                ChatMessage.assistant("`" + about.name() + "` is documented like this: " + about.firstSentence()));
    }

    private static List<ChatMessage> withNotes(List<Documented> all, int index, int place) {
        Documented about = all.get(index);
        StringBuilder question = new StringBuilder("Notes:\n");
        for (int i = 0; i < NOTES; i++) {
            Documented note = all.get(Math.floorMod(index - place + i, all.size()));
            question.append("- ").append(note.name()).append(": ").append(note.firstSentence()).append('\n');
        }
        question.append("\nWhat do the notes say about ").append(about.name()).append('?');
        return List.of(ChatMessage.user(question.toString()),
                ChatMessage.assistant("`" + about.name() + "`: " + about.firstSentence()));
    }
}
