package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.ChatTemplate;
import io.attune.sandbox.trainer.text.VocabularyLearner;

/**
 * A task small enough to be learnt in seconds: say two words in the other order. The answer follows from the question
 * alone, so whoever learns the rule is right about words it never saw together.
 */
final class Words {

    private static final List<String> WORDS = List.of("red", "blue", "green", "white", "black", "pink", "gold", "grey");

    private final List<String> questions = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();

    private Words() {}

    /** All pairs in an order of their own. */
    static Words all() {
        Words words = new Words();
        List<int[]> pairs = new ArrayList<>();
        for (int a = 0; a < WORDS.size(); a++) {
            for (int b = 0; b < WORDS.size(); b++) {
                pairs.add(new int[]{a, b});
            }
        }
        Collections.shuffle(pairs, new Random(5));
        for (int[] pair : pairs) {
            words.questions.add(WORDS.get(pair[0]) + " then " + WORDS.get(pair[1]));
            words.answers.add(WORDS.get(pair[1]) + " then " + WORDS.get(pair[0]));
        }
        return words;
    }

    static ChatTemplate template() {
        return new ChatTemplate(new BytePairTokenizer(VocabularyLearner.learn(all().questions, 320)));
    }

    Words part(int from, int to) {
        Words part = new Words();
        part.questions.addAll(questions.subList(from, to));
        part.answers.addAll(answers.subList(from, to));
        return part;
    }

    /** The same questions, each with another's answer. */
    Words shuffled() {
        Words shuffled = part(0, questions.size());
        Collections.shuffle(shuffled.answers, new Random(9));
        return shuffled;
    }

    Path write(Path file) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            lines.add("{\"messages\":[{\"role\":\"user\",\"content\":\"" + questions.get(i)
                    + "\"},{\"role\":\"assistant\",\"content\":\"" + answers.get(i) + "\"}]}");
        }
        try {
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
