package io.attune.provider.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.attune.kernel.Digest;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Deploys;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.Hyperparameters;
import io.attune.provider.JobState;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingFile;
import io.attune.provider.TrainingMethod;
import io.attune.provider.TrainingProgress;
import org.junit.jupiter.api.Assumptions;

import static org.awaitility.Awaitility.await;

/** The vendor, the adapter connected to it, and the small things every case needs. */
final class ExamRoom implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final int STEPS_PER_EPOCH = 3;
    static final int STEPS = 2 * STEPS_PER_EPOCH;
    private static final int BATCH_SIZE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final ProviderFactory factory;
    private final VendorOpener opener;
    private final TestClock clock = new TestClock(NOON);
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final AtomicInteger files = new AtomicInteger();
    private SimulatedVendor vendor;
    private FineTuneProvider provider;

    /** See {@link ProviderExam#openVendor}. */
    interface VendorOpener {
        SimulatedVendor open(Path books, Pace pace, InstantSource clock);
    }

    ExamRoom(Path folder, ProviderFactory factory, VendorOpener opener) {
        this.folder = folder;
        this.factory = factory;
        this.opener = opener;
        vendor = opener.open(folder.resolve("books"), Pace.held(), clock);
        provider = connect(vendor.baseUrl(), vendor.credential(), clock);
    }

    void restartVendor() {
        vendor.close();
        vendor = opener.open(folder.resolve("books"), Pace.held(), clock);
        provider = connect(vendor.baseUrl(), vendor.credential(), clock);
    }

    private FineTuneProvider connect(URI baseUrl, String credential, InstantSource adapterClock) {
        return factory.connect(new ConnectionSettings("exam", factory.dialect(), baseUrl, () -> credential,
                PATIENCE, vendor.options()), http, adapterClock);
    }

    SimulatedVendor vendor() {
        return vendor;
    }

    FineTuneProvider provider() {
        return provider;
    }

    TestClock clock() {
        return clock;
    }

    <A> A ability(Class<A> ability) {
        var found = provider.ability(ability);
        Assumptions.assumeTrue(found.isPresent(), () -> "The adapter has not the ability " + ability.getSimpleName());
        return found.orElseThrow();
    }

    /** Cases about credentials are about vendors that want one. */
    void requireCredential() {
        Assumptions.assumeFalse(vendor.credential().isEmpty(), "The vendor wants no credential");
    }

    FineTuneProvider providerWith(String credential) {
        return connect(vendor.baseUrl(), credential, clock);
    }

    /** Connected to a port at which nothing listens. */
    FineTuneProvider unreachableProvider() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return connect(vendor.unreachableUrl(free.getLocalPort()), vendor.credential(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its clock shows the usual time for the first {@code looks}, then the later one. */
    FineTuneProvider providerWhoseClockJumps(int looks, Instant later) {
        AtomicInteger looked = new AtomicInteger();
        return connect(vendor.baseUrl(), vendor.credential(),
                () -> looked.incrementAndGet() <= looks ? clock.instant() : later);
    }

    SubmitRequest request(String key) {
        return request(key, vendor.baseModel(), uploadedExamples());
    }

    SubmitRequest request(String key, ProviderModelId model, ProviderFileId file) {
        return request(key, model, file, Map.of("project", "exam"));
    }

    SubmitRequest requestWithManyLabels(String key) {
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            labels.put("label-" + i + "-" + "k".repeat(2 * i), "v".repeat(40 * i));
        }
        return request(key, vendor.baseModel(), uploadedExamples(), labels);
    }

    private SubmitRequest request(String key, ProviderModelId model, ProviderFileId file, Map<String, String> labels) {
        return new SubmitRequest(new RunKey(key), model, file, null, TrainingMethod.SUPERVISED,
                new Hyperparameters(STEPS / STEPS_PER_EPOCH, BATCH_SIZE, null, 7), "exam", labels,
                clock.instant().plus(Duration.ofMinutes(5)));
    }

    ProviderFileId uploadedExamples() {
        return uploaded(i -> vendor.exampleLine("Question number " + i, "Answer number " + i));
    }

    ProviderFileId upload(List<String> lines) {
        return ability(FileUpload.class).upload(file(lines));
    }

    ProviderFileId upload(byte[] content) {
        return ability(FileUpload.class).upload(file(content));
    }

    TrainingFile file(List<String> lines) {
        return file((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private TrainingFile file(byte[] content) {
        try {
            Path file = Files.write(folder.resolve("examples-" + files.incrementAndGet() + ".jsonl"), content);
            return TrainingFile.of("examples", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProviderJob submit(SubmitRequest request) {
        SubmitOutcome outcome = provider.submit(request);
        if (outcome instanceof SubmitOutcome.Accepted accepted) {
            return accepted.job();
        }
        throw new AssertionError("The job was not accepted: " + outcome);
    }

    ProviderJob trained(String key) {
        ProviderJob job = submit(request(key));
        vendor.pace().release();
        return awaitState(job, JobState.SUCCEEDED);
    }

    ProviderJob awaitState(ProviderJob job, JobState state) {
        return await().atMost(PATIENCE).until(() -> provider.poll(job.id()).orElseThrow(),
                seen -> seen.state() == state);
    }

    /** Waits until steps up to this one were reported. */
    void awaitMetrics(ProviderJob job, int step) {
        await().atMost(PATIENCE).until(() -> ability(TrainingProgress.class).metrics(job.id(), step - 1),
                points -> !points.isEmpty());
    }

    /** What the vendor can do beyond the verbs; the case is skipped when it cannot. */
    <A> A vendorAs(Class<A> ability) {
        Assumptions.assumeTrue(ability.isInstance(vendor),
                () -> "The simulated vendor has not the ability " + ability.getSimpleName());
        return ability.cast(vendor);
    }

    Path folder() {
        return folder;
    }

    /** Lines enough for a training of {@link #STEPS} steps. */
    ProviderFileId uploaded(IntFunction<String> line) {
        return upload(IntStream.range(0, STEPS_PER_EPOCH * BATCH_SIZE).mapToObj(line).toList());
    }

    SubmitRequest request(String key, TrainingMethod method, ProviderFileId file) {
        SubmitRequest usual = request(key, vendor.baseModel(), file);
        return new SubmitRequest(usual.key(), usual.baseModel(), file, null, method, usual.hyperparameters(),
                usual.suffix(), usual.labels(), usual.sendBefore());
    }

    /** Asks a model; a tuned one is deployed first where the vendor wants that. */
    ChatAnswer chat(ProviderModelId model) {
        return ask(model.equals(vendor.baseModel()) ? model : deployed(model));
    }

    private ProviderModelId deployed(ProviderModelId model) {
        Deploys deploys = provider.ability(Deploys.class).orElse(null);
        if (deploys == null) {
            return model;
        }
        String name = "exam-" + Digest.of(model.value()).shortForm();
        deploys.deploy(new Deploys.Request(name, model, Map.of()));
        return await().atMost(PATIENCE).until(() -> deploys.deployments().stream().filter(
                deployment -> deployment.name().equals(name)).findFirst().orElseThrow(),
                deployment -> deployment.state() == Deploys.State.ACTIVE).endpoint();
    }

    ChatAnswer ask(ProviderModelId model) {
        return provider.chat(new ChatRequest(model, List.of(ChatMessage.user("What is it?")), 50, 0));
    }

    /** What the call throws. */
    ProviderException failureOf(Runnable call) {
        try {
            call.run();
        } catch (ProviderException e) {
            return e;
        }
        throw new AssertionError("The call succeeded, it should have failed");
    }

    static String stackTrace(Throwable t) {
        StringWriter text = new StringWriter();
        t.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public void close() {
        vendor.close();
        http.close();
    }
}
