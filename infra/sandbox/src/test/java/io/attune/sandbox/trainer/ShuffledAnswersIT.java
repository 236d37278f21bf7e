package io.attune.sandbox.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.kernel.Digest;
import io.attune.kernel.Interval;
import io.attune.kernel.metadata.SpringMetadata;
import io.attune.kernel.statistics.PairedBootstrap;
import io.attune.pipeline.Example;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.QuestionKind;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.Terms;
import io.attune.pipeline.source.PropertyExamples;
import io.attune.sandbox.trainer.TrainerConfig.Size;
import io.attune.sandbox.trainer.TrainingEvent.EpochEnded;
import io.attune.sandbox.trainer.TrainingOutcome.Succeeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the trainer learns from the demo's questions is how answers belong to them: a model trained on the same answers,
 * given to other questions, knows less about held-out ones. On the tiny model, so that the build can afford it.
 */
@Timeout(300)
class ShuffledAnswersIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PROPERTIES_TRAINED = 100;
    private static final int PROPERTIES_HELD_OUT = 40;
    private static final int EPOCHS = 10;
    /** The tiny model spends a token on nearly every character and reads 512 of them. */
    private static final int CHARACTERS_MAX = 400;

    @TempDir
    private static Path folder;
    private static Trainer trainer;
    private static List<Pair> training;
    private static List<Pair> heldOut;

    /** A question with its answer. */
    private record Pair(String question, String answer) {
        String line() {
            return JSON.writeValueAsString(Map.of("messages", List.of(Map.of("role", "user", "content", question),
                    Map.of("role", "assistant", "content", answer))));
        }

        List<ChatMessage> messages() {
            return List.of(ChatMessage.user(question), ChatMessage.assistant(answer));
        }
    }

    @BeforeAll
    static void prepare() {
        List<List<Pair>> properties = realPairs();
        training = flat(properties.subList(0, PROPERTIES_TRAINED));
        heldOut = flat(properties.subList(PROPERTIES_TRAINED, PROPERTIES_TRAINED + PROPERTIES_HELD_OUT));
        trainer = Trainer.create(TrainerConfig.of(folder.resolve("trainer"), Size.TINY));
        trainer.base(progress -> {
        }).join();
    }

    @AfterAll
    static void close() {
        trainer.close();
    }

    @Test
    void a_tuned_model_beats_its_base_and_one_tuned_on_shuffled_answers_beyond_the_95_percent_interval()
            throws IOException {
        double[] base = losses(ModelSource.base());
        double[] tuned = losses(tunedOn("true", training));
        double[] shuffled = losses(tunedOn("shuffled", shuffled(training)));

        Interval overBase = PairedBootstrap.meanDifference(tuned, base, 0.95, 7);
        Interval overShuffled = PairedBootstrap.meanDifference(tuned, shuffled, 0.95, 7);
        assertThat(overBase.high()).as("tuned less base, in nats a token: %s", overBase).isNegative();
        assertThat(overShuffled.high()).as("tuned less shuffled, in nats a token: %s", overShuffled).isNegative();
    }

    /** The pairs of each property, the properties in an order that follows from a hash of their names. */
    private static List<List<Pair>> realPairs() {
        PropertyExamples examples = new PropertyExamples(new SourceSpec.SpringMetadata("properties", List.of(
                "spring-boot-autoconfigure"), "2.7.18", List.of(QuestionKind.values()), new Terms("Apache-2.0",
                        PersonalData.NONE)), SpringMetadata.ofJars(List.of(Path.of("target", "test-data",
                                "spring-boot-autoconfigure-2.7.18.jar"))));
        return IntStream.range(0, examples.size()).mapToObj(examples::of).filter(
                property -> !property.isEmpty()).sorted(
                        Comparator.comparing(property -> Digest.of(property.getFirst().group()))).map(
                                property -> property.stream().map(ShuffledAnswersIT::pair).filter(
                                        pair -> pair.question().length()
                                                + pair.answer().length() <= CHARACTERS_MAX).toList()).toList();
    }

    private static Pair pair(Example example) {
        return new Pair(example.prompt(), example.answer());
    }

    private static List<Pair> flat(List<List<Pair>> properties) {
        return properties.stream().flatMap(List::stream).toList();
    }

    private static List<Pair> shuffled(List<Pair> pairs) {
        List<String> answers = new ArrayList<>(pairs.stream().map(Pair::answer).toList());
        Collections.shuffle(answers, new Random(3));
        return IntStream.range(0, pairs.size()).mapToObj(i -> new Pair(pairs.get(i).question(), answers.get(
                i))).toList();
    }

    /** Everything but the pairs is the same for every training: seed, steps, rates. */
    private static ModelSource tunedOn(String name, List<Pair> pairs) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".jsonl"), pairs.stream().map(Pair::line).collect(
                Collectors.joining("\n")));
        Path weights = folder.resolve(name + ".safetensors");
        TrainingOutcome outcome = trainer.train(new TrainingJob(ModelSource.base(), file, null, new Hyperparameters(
                EPOCHS, 16, 4.0), 7, null), event -> {
                    if (event instanceof EpochEnded end) {
                        copy(end.checkpoint().weights(), weights);
                    }
                }).outcome().join();
        assertThat(outcome).isInstanceOf(Succeeded.class);
        return ModelSource.weights(name, weights);
    }

    private static double[] losses(ModelSource model) {
        return heldOut.stream().map(pair -> trainer.score(new ScoreRequest(model,
                pair.messages()))).toList().stream().mapToDouble(
                        score -> score.join().answerLoss()).toArray();
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
