package io.attune.provider.testkit.openai;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.attune.provider.ConnectionOptions;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Billed;
import io.attune.provider.testkit.Faults;
import io.attune.provider.testkit.JobFate;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.SimulatedVendor;
import io.attune.provider.testkit.VendorAbilities.AnswersByHttp;
import io.attune.provider.testkit.VendorAbilities.Bills;
import io.attune.provider.testkit.VendorAbilities.DecidesFates;
import io.attune.provider.testkit.VendorAbilities.Notifies;
import io.attune.provider.testkit.VendorAbilities.Retires;
import io.attune.provider.testkit.VendorAbilities.TunesOtherwise;

/** The OpenAI dialect for exams: an {@link OpenAiServer} with a {@link SimulatedEngine}. */
public final class SimulatedOpenAi
        implements
            SimulatedVendor,
            Bills,
            Notifies,
            TunesOtherwise,
            Retires,
            DecidesFates,
            AnswersByHttp {
    /** What its trainings cost: 3 dollars a million tokens, 100 an hour. */
    public static final Vendor.Tariff TARIFF = new Vendor.Tariff(BigDecimal.valueOf(3), BigDecimal.valueOf(100));
    private static final String API_KEY = "sk-exam-4f0d2c1b9a";

    private final OpenAiServer server;
    private final Vendor vendor;
    private final Pace pace;

    private SimulatedOpenAi(OpenAiServer server, Vendor vendor, Pace pace) {
        this.server = server;
        this.vendor = vendor;
        this.pace = pace;
    }

    /** Opens OpenAI itself, with its books in {@code folder}, where it finds those of an earlier one. */
    public static SimulatedOpenAi open(Path folder, Pace pace, InstantSource clock) {
        return open(folder, pace, clock, new Vendor(Vendor.Flavour.OPENAI, TARIFF, Vendor.Limits.NONE));
    }

    /** Opens a vendor of the dialect, with its books in {@code folder}, where it finds those of an earlier one. */
    public static SimulatedOpenAi open(Path folder, Pace pace, InstantSource clock, Vendor vendor) {
        return new SimulatedOpenAi(OpenAiServer.open(OpenAiServer.Settings.of(folder, API_KEY, clock).playing(vendor),
                new SimulatedEngine(pace)), vendor, pace);
    }

    /** The server itself. */
    public OpenAiServer server() {
        return server;
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
    public ConnectionOptions options() {
        return switch (vendor.flavour()) {
            case OPENAI -> new ConnectionOptions(Map.of(), Map.of("webhook", server::webhookSecret, "admin",
                    server::adminKey));
            case AZURE -> new ConnectionOptions(Map.of("flavour", "azure", "training-type", "globalstandard",
                    "management-url", server.root().toString(), "resource-id", DeploymentsApi.RESOURCE),
                    Map.of("management", server::managementToken));
            case BEDROCK -> ConnectionOptions.of(Map.of("flavour", "bedrock"));
        };
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
        return Json.tree(Map.of("messages", List.of(user(question), assistant(answer)))).toString();
    }

    @Override
    public String preferenceLine(String question, String preferred, String rejected) {
        return Json.tree(Map.of("input", Map.of("messages", List.of(user(question))), "preferred_output",
                List.of(assistant(preferred)), "non_preferred_output", List.of(assistant(rejected)))).toString();
    }

    @Override
    public String promptLine(String question, String reference) {
        return Json.tree(Map.of("messages", List.of(user(question)), "reference", reference)).toString();
    }

    @Override
    public String grader() {
        return Json.tree(Map.of("type", "string_check", "name", "same", "operation", "eq", "input",
                "{{sample.output_text}}", "reference", "{{item.reference}}")).toString();
    }

    private static Map<String, String> user(String content) {
        return Map.of("role", "user", "content", content);
    }

    private static Map<String, String> assistant(String content) {
        return Map.of("role", "assistant", "content", content);
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
    public List<Billed> billed(RunKey key) {
        return server.billed().stream().filter(line -> line.runKey().equals(key.value())).toList();
    }

    @Override
    public void notifyAt(URI target) {
        server.hooks().target(target);
    }

    @Override
    public void copies(int copies) {
        server.hooks().copies(copies);
    }

    @Override
    public void hold() {
        server.hooks().hold();
    }

    @Override
    public void release() {
        server.hooks().release();
    }

    @Override
    public void retireBaseModel(Instant servingEnds) {
        server.models().retire(SimulatedEngine.BASE_MODEL, servingEnds);
    }

    @Override
    public void nextJob(JobFate fate) {
        server.jobs().next(fate);
    }

    @Override
    public void close() {
        server.close();
    }
}
