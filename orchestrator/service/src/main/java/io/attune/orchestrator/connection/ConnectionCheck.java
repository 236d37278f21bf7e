package io.attune.orchestrator.connection;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.JobListing;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.RunKey;
import io.attune.provider.TrainingFile;

/** Proves what a connection can do, without anything that is paid for. Everything is tried, whatever failed before. */
final class ConnectionCheck {
    /** Vendors refuse signed requests from about five minutes on; a minute is early enough to mend it. */
    static final Duration SKEW_MAX = Duration.ofMinutes(1);
    /** A record of no meaning, in the form that every vendor of files takes. */
    private static final String RECORD = """
            {"messages":[{"role":"user","content":"Is this connection able to take files?"},\
            {"role":"assistant","content":"It is."}]}
            """;

    private final ConnectionProfile profile;
    private final ConnectionSettings settings;
    private final FineTuneProvider provider;
    private final HttpClient http;
    private final InstantSource clock;
    private final List<CheckLine> lines = new ArrayList<>();

    ConnectionCheck(ConnectionProfile profile, ConnectionSettings settings, FineTuneProvider provider, HttpClient http,
            InstantSource clock) {
        this.profile = profile;
        this.settings = settings;
        this.provider = provider;
        this.http = http;
        this.clock = clock;
    }

    List<CheckLine> lines() {
        credential();
        answers();
        lists();
        files();
        quotas();
        said();
        return List.copyOf(lines);
    }

    private void credential() {
        try {
            lines.add(settings.credential().get().isBlank()
                    ? CheckLine.ok("credential",
                            "none is sent: the machine's own identity, or a server that wants none")
                    : CheckLine.ok("credential", "it can be read"));
        } catch (PlatformException e) {
            lines.add(CheckLine.missing("credential", e.message(), e.nextStep()));
        }
    }

    /** Any answer will do; its Date header tells the vendor's time. */
    private void answers() {
        URI address = settings.baseUrl();
        try {
            Instant before = clock.instant();
            HttpResponse<Void> answer = http.send(HttpRequest.newBuilder(address).timeout(
                    settings.timeout()).GET().build(),
                    HttpResponse.BodyHandlers.discarding());
            Duration took = Duration.between(before, clock.instant());
            lines.add(CheckLine.ok("answers", address.getHost() + " answers in " + took.toMillis() + " ms"));
            answer.headers().firstValue("Date").flatMap(ConnectionCheck::moment).ifPresentOrElse(
                    theirs -> skew(Duration.between(before, theirs)), () -> lines.add(CheckLine.unknown("clock",
                            "the server does not tell its time", "Keep this machine's clock right with NTP.")));
        } catch (IOException | IllegalArgumentException e) {
            lines.add(CheckLine.missing("answers", address.getHost() + " does not answer ("
                    + e.getClass().getSimpleName()
                    + ")", "Check the base URL, the proxy and the firewall."));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static Optional<Instant> moment(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void skew(Duration ahead) {
        if (ahead.abs().compareTo(SKEW_MAX) > 0) {
            lines.add(CheckLine.missing("clock", "the vendor's clock is " + ahead.abs().toSeconds() + " s "
                    + (ahead.isNegative() ? "behind" : "ahead of") + " this machine's",
                    "Set this machine's clock (NTP): vendors refuse requests that seem too old or too new."));
        } else {
            lines.add(CheckLine.ok("clock", "within " + Math.max(1, ahead.abs().toSeconds()) + " s of the vendor's"));
        }
    }

    private void lists() {
        attempt("list jobs", "let the credential list fine-tuning jobs", () -> {
            provider.findByRunKey(new RunKey("attune-connection-check"));
            return "jobs can be looked for by key";
        });
    }

    private void files() {
        Optional<FileUpload> files = provider.ability(FileUpload.class);
        if (files.isEmpty()) {
            lines.add(CheckLine.unknown("staging", "this dialect takes no uploaded files", "Nothing to do."));
            return;
        }
        attempt("send and delete files", "let the credential create and delete files", () -> {
            Path file = Files.createTempFile("attune-check-", ".jsonl");
            try {
                Files.writeString(file, RECORD);
                ProviderFileId sent = files.get().upload(TrainingFile.of("attune-check", file));
                files.get().deleteFile(sent);
                return "a file of one meaningless record was sent and deleted";
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }

    private void quotas() {
        Quotas quotas = profile.quotas();
        String limits = "running " + limit(quotas.running()) + ", queued " + limit(quotas.queued()) + ", GPUs " + limit(
                quotas.gpus());
        provider.ability(JobListing.class).ifPresentOrElse(jobs -> attempt("quota", "let the credential list jobs",
                () -> {
                    JobListing.Page page = jobs.newestJobs(100, null);
                    long open = page.jobs().stream().filter(job -> job.state() == null
                            || !job.state().isTerminal()).count();
                    return open + " of the newest " + page.jobs().size() + " jobs there have not ended; at most "
                            + limits;
                }), () -> lines.add(quotas.equals(Quotas.NONE)
                        ? CheckLine.unknown("quota", "the vendor does not tell and nobody said",
                                "Say how many jobs it takes at once in the connection's quotas.")
                        : CheckLine.ok("quota", "at most " + limits)));
    }

    private static String limit(@org.jspecify.annotations.Nullable Integer limit) {
        return limit == null ? "not limited" : limit.toString();
    }

    private void said() {
        if (profile.destination().local()) {
            lines.add(CheckLine.ok("region", "the operator's own machines"));
            return;
        }
        lines.add(profile.destination().region().name().isEmpty()
                ? CheckLine.missing("region", "nobody said where the vendor works on data",
                        "Say the connection's region:"
                                + " the egress policy and the catalogue ask for it.")
                : CheckLine.ok("region", profile.destination().region().name()));
        lines.add(profile.destination().dataClasses().isEmpty()
                ? CheckLine.unknown("terms", "nobody said what the contract allows to be sent",
                        "Say the data classes in the connection's terms, or write rules: attune connection policy")
                : CheckLine.ok("terms", "takes " + String.join(", ",
                        profile.destination().dataClasses().stream().sorted().map(Object::toString).toList())
                        + " data"));
    }

    /** What is tried; its answer says what was found. */
    private interface Attempt {
        String run() throws IOException;
    }

    private void attempt(String what, String permission, Attempt attempt) {
        try {
            lines.add(CheckLine.ok(what, attempt.run()));
        } catch (PlatformException e) {
            boolean forbidden = e.code().equals(ProviderException.CREDENTIAL);
            lines.add(CheckLine.missing(what, e.message(), forbidden
                    ? "At the vendor, " + permission + "."
                    : e.nextStep()));
        } catch (IOException e) {
            lines.add(CheckLine.missing(what, "a temporary file could not be written",
                    "Make room in this machine's folder for temporary files."));
        }
    }
}
