package io.attune.orchestrator.quote;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.kernel.Digest;
import io.attune.provider.ChatMessage;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.Hyperparameters;
import io.attune.provider.ProviderFileId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TokenCounting;
import io.attune.provider.TrainingFile;
import io.attune.provider.TrainingMethod;
import io.attune.provider.testkit.Billed;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is quoted is what the vendor bills, by the vendor's own counting and books. */
class QuoteErrorTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int EPOCHS = 3;
    private static final int SAMPLE = 64;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(NOON);
    private SimulatedOpenAi vendor;
    private FineTuneProvider provider;

    /** An example, and its tokens by a tokenizer that is not the vendor's: one for every four characters. */
    private record Written(String question, String answer) {
        int known() {
            return (question.length() + answer.length()) / 4 + 8;
        }

        List<ChatMessage> messages() {
            return List.of(new ChatMessage(ChatMessage.Role.USER, question), new ChatMessage(
                    ChatMessage.Role.ASSISTANT, answer));
        }
    }

    @BeforeEach
    void open() {
        vendor = SimulatedOpenAi.open(folder.resolve("books"), Pace.free(), clock);
        provider = new Connections(List.of(new ConnectionSettings("vendor", "openai", vendor.baseUrl(),
                vendor::credential, Duration.ofSeconds(10))), List.of(new OpenAiProviderFactory()), clock).provider(
                        "vendor");
    }

    @AfterEach
    void close() {
        vendor.close();
    }

    @Test
    void a_quote_from_a_sample_is_within_a_hundredth_of_the_bill() throws IOException {
        List<Written> examples = examples(1_500, 42);
        TokenSample sample = new TokenSample(examples.stream().map(Written::known).toList(), SAMPLE);

        assertThat(sample.isWhole()).isFalse();
        assertThat(errorOf(quoted(sample, examples), billed(examples))).isLessThanOrEqualTo(0.01);
    }

    @Test
    void a_quote_of_a_dataset_that_is_counted_whole_is_the_bill() throws IOException {
        List<Written> examples = examples(50, 7);
        TokenSample sample = new TokenSample(examples.stream().map(Written::known).toList(), SAMPLE);

        assertThat(sample.isWhole()).isTrue();
        assertThat(errorOf(quoted(sample, examples), billed(examples))).isZero();
    }

    private long quoted(TokenSample sample, List<Written> examples) {
        TokenCounting counting = provider.ability(TokenCounting.class).orElseThrow();
        OptionalLong tokens = sample.estimate(i -> counting.countTokens(vendor.baseModel(), examples.get(
                i).messages()));
        return tokens.orElseThrow() * EPOCHS;
    }

    /** Trains it, and reads the vendor's books. */
    private long billed(List<Written> examples) throws IOException {
        List<String> lines = examples.stream().map(example -> vendor.exampleLine(example.question(),
                example.answer())).toList();
        Path file = Files.write(folder.resolve("train.jsonl"), lines);
        ProviderFileId uploaded = provider.ability(FileUpload.class).orElseThrow().upload(new TrainingFile("train",
                Digest.of(Files.readString(file)), file));
        RunKey key = new RunKey("quoted");
        SubmitOutcome outcome = provider.submit(new SubmitRequest(key, vendor.baseModel(), uploaded, null,
                TrainingMethod.SUPERVISED, new Hyperparameters(EPOCHS, 64, null, 7), "quoted", Map.of(),
                NOON.plusSeconds(60)));
        assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
        return await().atMost(Duration.ofSeconds(30)).until(() -> vendor.billed(key),
                bill -> !bill.isEmpty()).stream().map(Billed::quantity).reduce(
                        BigDecimal::add).orElseThrow().longValueExact();
    }

    private static double errorOf(long quoted, long billed) {
        return Math.abs(quoted - billed) / (double) billed;
    }

    /** Of very different lengths, as real ones are. */
    private static List<Written> examples(int count, long seed) {
        Random random = new Random(seed);
        List<Written> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Written(words(random, 4 + random.nextInt(30)), words(random, 1 + (int) Math.exp(
                    random.nextDouble() * 5.5))));
        }
        return examples;
    }

    private static String words(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append("abcdefghijkl", 0, 1 + random.nextInt(11));
        }
        return text.toString();
    }
}
