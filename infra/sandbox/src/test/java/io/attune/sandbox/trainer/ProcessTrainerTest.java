package io.attune.sandbox.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.sandbox.trainer.BaseProgress.Phase;
import io.attune.sandbox.trainer.TrainerConfig.Size;
import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.TrainingEvent.EpochEnded;
import io.attune.sandbox.trainer.TrainingOutcome.Cancelled;
import io.attune.sandbox.trainer.TrainingOutcome.Failed;
import io.attune.sandbox.trainer.TrainingOutcome.Succeeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The trainer as its callers see it, with a real child process and the tiny base model. */
@Timeout(120)
class ProcessTrainerTest {

    private static final List<BaseProgress> PROGRESS = new CopyOnWriteArrayList<>();

    @TempDir
    private static Path folder;
    private static ProcessTrainer trainer;

    @BeforeAll
    static void startTrainer() {
        trainer = new ProcessTrainer(TrainerConfig.of(folder, Size.TINY));
        trainer.base(PROGRESS::add).join();
    }

    @AfterAll
    static void closeTrainer() {
        trainer.close();
    }

    @Test
    void thePreparationReportsItsPhasesInOrder() {
        assertThat(PROGRESS).extracting(BaseProgress::phase).isSorted().contains(Phase.TOKENIZER,
                Phase.TRAINING).endsWith(Phase.READY);
    }

    @Test
    void theBaseModelIsPreparedOnceAndFoundAgain() {
        BaseModel base = trainer.base(progress -> {
        }).join();
        List<Phase> phases = new CopyOnWriteArrayList<>();
        try (Trainer other = Trainer.create(TrainerConfig.of(folder, Size.TINY))) {
            assertThat(other.base(progress -> phases.add(progress.phase())).join()).isEqualTo(base);
        }

        assertThat(base.weights()).exists();
        assertThat(base.tokenizer()).exists();
        assertThat(phases).doesNotContain(Phase.TRAINING);
    }

    @Test
    void concurrentQuestionsAreAllAnswered() {
        List<CompletableFuture<Completion>> answers = IntStream.range(0, 40).mapToObj(i -> trainer.chat(question("q"
                + i))).toList();

        assertThat(answers.stream().map(CompletableFuture::join)).hasSize(40).allMatch(
                answer -> answer.completionTokens() >= 1 && answer.completionTokens() <= 5);
    }

    @Test
    void aScoreCoversTheWholeConversation() {
        List<ChatMessage> messages = List.of(ChatMessage.user("What?"), ChatMessage.assistant("That."));

        Score score = trainer.score(new ScoreRequest(ModelSource.base(), messages)).join();

        assertThat(score.tokens()).hasSize(trainer.countTokens(messages).join());
        assertThat(score.answer().stream().map(ScoredToken::text).collect(Collectors.joining())).isEqualTo(
                "That.<|end|>");
        assertThat(score.answerLoss()).isBetween(1.0, 10.0);
    }

    @Test
    void aConversationLongerThanTheContextIsTheCallersMistake() {
        assertThat(failure(trainer.chat(question("word ".repeat(600))))).isEqualTo(Kind.INVALID_REQUEST);
    }

    @Test
    void aModelFileThatIsMissingIsTheCallersMistake() {
        ChatRequest request = new ChatRequest(ModelSource.weights("gone", folder.resolve("gone")),
                List.of(ChatMessage.user("hi")), Sampling.greedy(1));

        assertThat(failure(trainer.chat(request))).isEqualTo(Kind.INVALID_REQUEST);
    }

    @Test
    void aTrainedCheckpointCanBeAsked() throws IOException {
        Path kept = folder.resolve("kept.safetensors");

        TrainingOutcome outcome = trainer.train(job(examples("ok.jsonl", 20), 2), event -> {
            if (event instanceof EpochEnded end) {
                copy(end.checkpoint().weights(), kept);
            }
        }).outcome().join();

        assertThat(outcome).isInstanceOf(Succeeded.class);
        assertThat(trainer.chat(new ChatRequest(ModelSource.weights("kept", kept), List.of(ChatMessage.user("hi")),
                Sampling.greedy(3))).join().promptTokens()).isPositive();
    }

    @Test
    void theFilesOfACheckpointAreGoneAfterTheTraining() throws IOException {
        List<Path> files = new CopyOnWriteArrayList<>();

        trainer.train(job(examples("files.jsonl", 8), 1), event -> {
            if (event instanceof EpochEnded end) {
                files.add(end.checkpoint().weights());
                files.add(end.checkpoint().optimizerState());
            }
        }).outcome().join();

        assertThat(files).hasSize(2).noneMatch(Files::exists).noneMatch(file -> Files.exists(file.getParent()));
    }

    @Test
    void cancellingEndsATraining() throws IOException {
        CompletableFuture<TrainingHandle> handle = new CompletableFuture<>();
        handle.complete(trainer.train(job(examples("long.jsonl", 60), 50), event -> {
            if (event instanceof TrainingEvent.Stepped) {
                handle.join().cancel();
            }
        }));

        assertThat(handle.join().outcome().join()).isInstanceOf(Cancelled.class);
    }

    @Test
    void questionsAreAnsweredWhileATrainingRuns() throws IOException {
        CompletableFuture<Completion> answer = new CompletableFuture<>();
        TrainingHandle training = trainer.train(job(examples("busy.jsonl", 60), 50), event -> {
            if (event instanceof TrainingEvent.Stepped && !answer.isDone()) {
                answer.complete(trainer.chat(question("now?")).join());
            }
        });

        assertThat(answer.join().completionTokens()).isPositive();
        assertThat(training.outcome()).isNotDone();
        training.cancel();
        training.outcome().join();
    }

    @Test
    void aBadTrainingFileFailsTheTrainingAndNamesTheLine() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), "nonsense");

        assertThat(trainer.train(job(file, 1), event -> {
        }).outcome().join()).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Kind.INVALID_REQUEST);
            assertThat(failed.message()).contains("bad.jsonl, line 1");
        });
    }

    @Test
    void aListenerThatFailsEndsTheTraining() throws IOException {
        assertThat(trainer.train(job(examples("listener.jsonl", 60), 50), event -> {
            throw new IllegalStateException("no space left");
        }).outcome().join()).isInstanceOfSatisfying(Failed.class,
                failed -> assertThat(failed.message()).contains("no space left"));
    }

    @Test
    void whenTheChildDiesWhatWasUnderWayFailsAndTheNextCallWorks() throws IOException {
        try (ProcessTrainer fragile = new ProcessTrainer(TrainerConfig.of(folder, Size.TINY))) {
            CountDownLatch started = new CountDownLatch(1);
            TrainingHandle training = fragile.train(job(examples("lost.jsonl", 60), 50), event -> started.countDown());
            started.await();
            ProcessHandle.of(fragile.childPid()).orElseThrow().destroyForcibly();

            assertThat(training.outcome().join()).isInstanceOfSatisfying(Failed.class,
                    failed -> assertThat(failed.kind()).isEqualTo(Kind.PROCESS_LOST));
            assertThat(fragile.countTokens(List.of(ChatMessage.user("again"))).join()).isPositive();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closingFailsWhatIsUnderWayAndEndsTheChild() {
        ProcessTrainer closing = new ProcessTrainer(TrainerConfig.of(folder, Size.TINY));
        CompletableFuture<BaseModel> base = closing.base(progress -> {
        });
        ProcessHandle child = ProcessHandle.of(closing.childPid()).orElseThrow();

        closing.close();

        assertThat(failure(base)).isEqualTo(Kind.CLOSED);
        assertThat(failure(closing.chat(question("late")))).isEqualTo(Kind.CLOSED);
        assertThat(child.onExit()).succeedsWithin(java.time.Duration.ofSeconds(20));
    }

    @Test
    void theChildEndsWhenItsParentsEndOfThePipeDoes() throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), TrainerMain.class.getName(), folder.toString(), "TINY",
                "2").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(child.isAlive()).isTrue();

        child.getOutputStream().close();

        assertThat(child.waitFor(30, SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        assertThat(child.getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> new Hyperparameters(51, null, null)).hasMessageContaining("n_epochs");
        assertThatThrownBy(() -> new Hyperparameters(null, 257, null)).hasMessageContaining("batch_size");
        assertThatThrownBy(() -> new Hyperparameters(null, null, 0.0)).hasMessageContaining("learning_rate_multiplier");
    }

    private static ChatRequest question(String text) {
        return new ChatRequest(ModelSource.base(), List.of(ChatMessage.user(text)), Sampling.greedy(5));
    }

    private static TrainingJob job(Path file, int epochs) {
        return new TrainingJob(ModelSource.base(), file, null, new Hyperparameters(epochs, null, null), 1, null);
    }

    private static Path examples(String name, int count) throws IOException {
        return Files.write(folder.resolve(name), IntStream.range(0, count).mapToObj(
                i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"question " + i
                        + "\"},{\"role\":\"assistant\",\"content\":\"answer " + i + "\"}]}").toList());
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Kind failure(CompletableFuture<?> future) {
        try {
            return org.assertj.core.api.Assertions.fail("It succeeded with " + future.join());
        } catch (CompletionException e) {
            return ((TrainerException) e.getCause()).kind();
        }
    }
}
