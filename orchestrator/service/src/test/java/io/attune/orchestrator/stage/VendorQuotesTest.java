package io.attune.orchestrator.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.recipe.Method;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingFile;
import io.attune.provider.TrainingMethod;
import io.attune.provider.VendorQuote;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A provider that tells its price is asked, once it has the file, and nothing is sent for the question's sake. */
class VendorQuotesTest {
    private static final ProjectId PROJECT = new ProjectId("p");
    private static final DatasetVersionRef DATASET = new DatasetVersionRef(PROJECT, "r", 1, Digest.of("r"));

    private final Teller teller = new Teller();
    private final VendorQuotes quotes = new VendorQuotes(new Connections(List.of(new ConnectionSettings("trainer",
            "teller", URI.create("http://127.0.0.1:9"), () -> "", Duration.ofSeconds(1))), List.of(teller),
            () -> Instant.EPOCH), new Pairs(), () -> Instant.EPOCH);

    private static Recipe recipe(Method method) {
        Recipe recipe = new TestRecipes("base").version(PROJECT, "r", 1).recipe();
        return recipe.at(new Recipe.Target("t", "trainer", "base", method, 2, null, null, 7, null, null));
    }

    @Test
    void what_the_provider_says_of_the_file_it_has_is_told() {
        teller.has = true;

        assertThat(quotes.ask(PROJECT, recipe(new Method.Dpo(null)), DATASET)).contains(teller.quoted);
        assertThat(teller.asked).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo(new TrainingMethod.Preference(null));
            assertThat(request.hyperparameters().epochs()).isEqualTo(2);
        });
        assertThat(teller.uploads).isZero();
    }

    @Test
    void a_provider_without_the_file_is_not_asked() {
        assertThat(quotes.ask(PROJECT, recipe(new Method.Dpo(null)), DATASET)).isEmpty();
        assertThat(teller.asked).isEmpty();
    }

    @Test
    void the_file_is_looked_for_as_the_method_learns_from_it() {
        quotes.ask(PROJECT, recipe(new Method.Dpo(null)), DATASET);
        quotes.ask(PROJECT, recipe(new Method.Supervised(true)), DATASET);

        assertThat(teller.lookedFor).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_provider_that_cannot_be_asked_leaves_our_own_quote() {
        teller.has = true;
        teller.fails = true;

        assertThat(quotes.ask(PROJECT, recipe(new Method.Dpo(null)), DATASET)).isEmpty();
    }

    /** Tells a price, and has the file when the test says so. */
    private static final class Teller implements FineTuneProvider, VendorQuote, FileUpload, ProviderFactory {
        final Quoted quoted = new Quoted(Money.of("4.20", "USD"), new TokenCount(1_000), Duration.ofMinutes(9));
        final List<SubmitRequest> asked = new ArrayList<>();
        final List<Digest> lookedFor = new ArrayList<>();
        boolean has;
        boolean fails;
        int uploads;

        @Override
        public Optional<Quoted> quote(SubmitRequest request) {
            if (fails) {
                throw new ProviderException(ProviderException.REFUSED, "not now", "Ask later.");
            }
            asked.add(request);
            return Optional.of(quoted);
        }

        @Override
        public Optional<ProviderFileId> find(TrainingFile content) {
            lookedFor.add(content.digest());
            return has ? Optional.of(new ProviderFileId("file-1")) : Optional.empty();
        }

        @Override
        public ProviderFileId upload(TrainingFile content) {
            uploads++;
            return new ProviderFileId("file-2");
        }

        @Override
        public void deleteFile(ProviderFileId file) {
            has = false;
        }

        @Override
        public String dialect() {
            return "teller";
        }

        @Override
        public FineTuneProvider connect(ConnectionSettings settings, java.net.http.HttpClient http,
                java.time.InstantSource clock) {
            return this;
        }

        @Override
        public SubmitOutcome submit(SubmitRequest request) {
            throw new IllegalStateException("nothing is submitted for a quote");
        }

        @Override
        public List<ProviderJob> findByRunKey(RunKey key) {
            return List.of();
        }

        @Override
        public Duration visibilityDelay() {
            return Duration.ZERO;
        }

        @Override
        public Optional<ProviderJob> poll(ProviderJobId job) {
            return Optional.empty();
        }

        @Override
        public void cancel(ProviderJobId job) {
            throw new IllegalStateException("there is no job");
        }

        @Override
        public ChatAnswer chat(ChatRequest request) {
            throw new IllegalStateException("nobody asks here");
        }
    }

    /** One dataset of pairs. */
    private static final class Pairs implements Datasets {
        private static final String PAIR = """
                {"input":{"messages":[{"role":"user","content":"q"}]},"preferred_output":[{"role":"assistant","content":"good"}],\
                "non_preferred_output":[{"role":"assistant","content":"bad"}]}
                """;

        @Override
        public ExportedFile exportJsonl(DatasetVersionRef ref, Split split, Path target) {
            try {
                Files.writeString(target, PAIR);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new ExportedFile(target, 1, 10, PAIR.length(), Digest.of(PAIR));
        }

        @Override
        public Optional<DatasetVersion> find(ProjectId project, String name, String version) {
            return Optional.empty();
        }

        @Override
        public DatasetVersion version(DatasetVersionRef ref) {
            throw new UnsupportedOperationException("nobody looks here");
        }

        @Override
        public List<DatasetVersionRef> versions(ProjectId project, String name) {
            return List.of();
        }

        @Override
        public List<DatasetVersionRef> list(ProjectId project) {
            return List.of();
        }

        @Override
        public Stream<CuratedExample> examples(DatasetVersionRef ref, Split split) {
            return Stream.empty();
        }

        @Override
        public List<Drop> drops(DatasetVersionRef ref, long after, int limit) {
            return List.of();
        }
    }
}
