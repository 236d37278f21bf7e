package io.attune.adapter.openai;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.adapter.openai.Transport.Manner;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartedUploadTest {
    private static final int FORM_MAX = 1000;
    private static final int PART = 300;
    @TempDir
    Path folder;

    @Test
    void a_file_too_large_for_a_form_goes_in_parts_and_arrives_whole() throws IOException {
        try (SimulatedOpenAi vendor = SimulatedOpenAi.open(folder.resolve("books"), Pace.free(), () -> Instant.EPOCH);
                HttpClient http = HttpClient.newHttpClient()) {
            Transport transport = transport(vendor, http);
            TrainingFile file = file(vendor, 30);

            ProviderFileId id = new Upload(transport, Flavour.OPENAI, FORM_MAX, PART).send(file);

            assertThat(vendor.requests(Operation.UPLOAD_FILE)).isZero();
            Path copy = folder.resolve("copy");
            transport.download("reading", transport.request("files/" + id + "/content"), copy);
            assertThat(copy).hasSameBinaryContentAs(file.content());
            assertThat(new Uploaded(new Pages(transport), Flavour.OPENAI).find(file)).contains(id);
        }
    }

    @Test
    void what_the_vendor_refuses_is_an_exception_and_leaves_no_file() throws IOException {
        try (SimulatedOpenAi vendor = SimulatedOpenAi.open(folder.resolve("books"), Pace.free(), () -> Instant.EPOCH);
                HttpClient http = HttpClient.newHttpClient()) {
            Transport transport = transport(vendor, http);
            TrainingFile file = TrainingFile.of("bad", Files.writeString(folder.resolve("bad"), "x".repeat(2000)));

            assertThatThrownBy(() -> new Upload(transport, Flavour.OPENAI, FORM_MAX, PART).send(file)).isInstanceOf(
                    ProviderException.class);
            assertThat(new Uploaded(new Pages(transport), Flavour.OPENAI).find(file)).isEmpty();
        }
    }

    private TrainingFile file(SimulatedOpenAi vendor, int lines) throws IOException {
        return TrainingFile.of("large", Files.writeString(folder.resolve("large"), IntStream.range(0, lines).mapToObj(
                i -> vendor.exampleLine("question " + i, "answer " + i)).collect(Collectors.joining("\n"))));
    }

    private static Transport transport(SimulatedOpenAi vendor, HttpClient http) {
        return new Transport(new ConnectionSettings("mine", "openai", vendor.baseUrl(), vendor::credential,
                Duration.ofSeconds(20)), http, Manner.BEARER);
    }
}
