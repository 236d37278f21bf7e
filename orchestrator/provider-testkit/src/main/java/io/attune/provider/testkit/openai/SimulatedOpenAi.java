package io.attune.provider.testkit.openai;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Faults;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.SimulatedVendor;

/** The OpenAI dialect for exams: an {@link OpenAiServer} with a {@link SimulatedEngine}. */
public final class SimulatedOpenAi implements SimulatedVendor {
    private static final String API_KEY = "sk-exam-4f0d2c1b9a";

    private final OpenAiServer server;
    private final Pace pace;

    private SimulatedOpenAi(OpenAiServer server, Pace pace) {
        this.server = server;
        this.pace = pace;
    }

    /** Opens a vendor that keeps its books in {@code folder}, where it finds those of an earlier one. */
    public static SimulatedOpenAi open(Path folder, Pace pace, InstantSource clock) {
        return new SimulatedOpenAi(OpenAiServer.open(OpenAiServer.Settings.of(folder, API_KEY, clock),
                new SimulatedEngine(pace)), pace);
    }

    @Override
    public URI baseUrl() {
        return server.baseUrl();
    }

    @Override
    public String credential() {
        return API_KEY;
    }

    @Override
    public ProviderModelId baseModel() {
        return new ProviderModelId(SimulatedEngine.BASE_MODEL);
    }

    @Override
    public Faults faults() {
        return server.faults();
    }

    @Override
    public Pace pace() {
        return pace;
    }

    @Override
    public String exampleLine(String question, String answer) {
        return Json.tree(Map.of("messages", List.of(Map.of("role", "user", "content", question),
                Map.of("role", "assistant", "content", answer)))).toString();
    }

    @Override
    public int paidJobs(RunKey key) {
        return server.paidJobs(key);
    }

    @Override
    public int requests(Operation operation) {
        return server.requests(operation);
    }

    @Override
    public void close() {
        server.close();
    }
}
