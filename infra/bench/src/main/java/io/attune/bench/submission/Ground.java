package io.attune.bench.submission;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.Installation;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import tools.jackson.databind.JsonNode;

/** What platforms stand on here: PostgreSQL and S3 of the sandbox's process, and the simulated vendor in this one. */
final class Ground implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final int LOOKS_MAX = 900;
    /** What is not worked out from other columns. */
    private static final String COLUMNS = "select string_agg(column_name, ', ') from information_schema.columns"
            + " where table_schema = 'orchestrator' and table_name = 'run' and is_generated = 'NEVER'";

    private final Path folder;
    private final Process sandbox;
    private final JsonNode servers;
    private final SimulatedOpenAi vendor;
    private final Courses courses = new Courses();
    private final VendorDesk desk;
    private final Connection database;

    /** Where a run stands in the platform's books. */
    record Standing(String state, String reason) {
        boolean isEnded() {
            return List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(state);
        }
    }

    /** @param folder an empty folder */
    Ground(Installation installation, Path folder) throws IOException, SQLException {
        this.folder = Files.createDirectories(folder);
        Path data = folder.resolve("sandbox");
        sandbox = new ProcessBuilder(installation.java().toString(), "-Xmx384m", "--enable-native-access=ALL-UNNAMED",
                "-jar", installation.sandboxJar().toString(), "--data", data.toString(), "--training",
                "tiny").redirectErrorStream(true).redirectOutput(folder.resolve("sandbox.log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::destroy));
        servers = awaitServers(data.resolve("sandbox.json"));
        vendor = SimulatedOpenAi.open(folder.resolve("vendor"), Pace.free(), InstantSource.system());
        desk = new VendorDesk(vendor, courses);
        database = DriverManager.getConnection(text("/postgres/jdbcUrl"), text("/postgres/user"), text(
                "/postgres/password"));
        Files.writeString(folder.resolve("credential"), vendor.credential());
        SmallRecipe.writeJar(folder.resolve("jars"));
    }

    private JsonNode awaitServers(Path file) throws IOException {
        for (int look = 0; look < LOOKS_MAX && sandbox.isAlive(); look++) {
            if (Files.exists(file)) {
                return Json.read(file).orElseThrow();
            }
            Pause.real().await(LOOK_EVERY);
        }
        throw new IOException("PostgreSQL and S3 did not start; see " + folder.resolve("sandbox.log"));
    }

    Courses courses() {
        return courses;
    }

    VendorDesk desk() {
        return desk;
    }

    SimulatedOpenAi vendor() {
        return vendor;
    }

    int postgresPort() {
        return (int) Json.whole(servers, "/postgres/port");
    }

    /** The settings of a platform that reaches PostgreSQL and the vendor through these ports. */
    Map<String, String> settings(int postgresPort, int vendorPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.datasource.url", text("/postgres/jdbcUrl").replace(":" + postgresPort() + "/", ":"
                + postgresPort + "/") + "?sslmode=disable&gssEncMode=disable");
        settings.put("spring.datasource.username", text("/postgres/user"));
        settings.put("spring.datasource.password", text("/postgres/password"));
        for (String s3 : List.of("endpoint", "bucket", "region")) {
            settings.put("attune.objects." + s3, text("/s3/" + s3));
        }
        settings.put("attune.objects.access-key", text("/s3/accessKey"));
        settings.put("attune.objects.secret-key", text("/s3/secretKey"));
        settings.put("attune.sources.jars", folder.resolve("jars").toString());
        String connection = "attune.connections[0].";
        settings.put(connection + "name", SmallRecipe.CONNECTION);
        settings.put(connection + "dialect", "openai");
        settings.put(connection + "base-url", vendorAt(vendorPort).toString());
        settings.put(connection + "credential-file", folder.resolve("credential").toString());
        settings.put(connection + "timeout", "5s");
        Map.of("base-model", vendor.baseModel().value(), "source", "the bench's tariff", "currency", "USD",
                "training-per-million-tokens", "3.00", "input-per-million-tokens", "0.10",
                "output-per-million-tokens", "0.40", "observed-on", "2026-01-01").forEach((key, value) -> settings.put(
                        connection + "tariff[0]." + key, value));
        return settings;
    }

    private String text(String pointer) {
        return Json.text(servers, pointer);
    }

    /** Has one run made the usual way, to its end; those that follow are its copies from before it was submitted. */
    String firstRun(Node node) throws IOException, SQLException {
        ApiClient api = node.api();
        api.post("/api/v1/recipes", Json.object().put("yaml", SmallRecipe.yaml(vendor.baseModel().value())).set("files",
                Json.object()));
        String run = Json.text(api.post("/api/v1/runs", Json.object().put("recipe", SmallRecipe.NAME), Map.of(
                ApiClient.IDEMPOTENCY_KEY, "first")), "/id");
        for (int look = 0; look < LOOKS_MAX; look++) {
            Standing now = standings(List.of(run)).get(run);
            if (now != null && now.isEnded()) {
                if (vendor.paidJobs(new RunKey(run)) == 1) {
                    return run;
                }
                break;
            }
            Pause.real().await(LOOK_EVERY);
        }
        throw new IOException("The first run was not trained: " + standings(List.of(run)) + "; the platform's log: "
                + node.log());
    }

    /**
     * Puts copies of a run into the platform's books as if they were about to be submitted, all at once: what it had learnt
     * before stays, what it learnt then goes.
     */
    void seed(String template, Collection<String> runs) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("""
            insert into orchestrator.run (%1$s) select %1$s from (select (jsonb_populate_record(t, jsonb_build_object(
                'id', s.id, 'idempotency_key', s.id, 'state', 'SUBMITTING', 'facts',
                t.facts - '{Intent,Job,Failure,Trouble,Outcome}'::text[], 'due_at', now(), 'created_at', now(),
                'updated_at', now(), 'fence', 0, 'claimed_by', null, 'claimed_until', null, 'connection', null,
                'job', null, 'job_word', null, 'seen_at', null, 'progress', null, 'last_event', 0))).*
            from orchestrator.run t, unnest(?) as s (id) where t.id = ?) as copy""".formatted(columns()))) {
            insert.setArray(1, database.createArrayOf("text", runs.toArray()));
            insert.setString(2, template);
            insert.executeUpdate();
        }
    }

    private String columns() throws SQLException {
        try (PreparedStatement query = database.prepareStatement(COLUMNS); ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** Where runs stand, by their ids. */
    Map<String, Standing> standings(Collection<String> runs) throws SQLException {
        Map<String, Standing> found = new LinkedHashMap<>();
        try (PreparedStatement query = database.prepareStatement("select id, state, (select message from"
                + " orchestrator.run_event e where e.run = r.id order by sequence desc limit 1)"
                + " from orchestrator.run r where id = any (?)")) {
            query.setArray(1, database.createArrayOf("text", runs.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), new Standing(rows.getString(2), String.valueOf(rows.getString(3))));
                }
            }
        }
        return found;
    }

    /** The most that any of these runs was charged for: how many trainings. */
    long trainingsCharged(Collection<String> runs) throws SQLException {
        try (PreparedStatement query = database.prepareStatement("select coalesce(max(n), 0) from (select count(*) n"
                + " from registry.charge where run = any (?) and kind = 'TRAINING' group by run) c")) {
            query.setArray(1, database.createArrayOf("text", runs.toArray()));
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBigDecimal(1).max(BigDecimal.ZERO).longValueExact();
            }
        }
    }

    /** How many jobs the vendor ever created. */
    int jobs() {
        return vendor.server().jobCount();
    }

    /** The vendor's address behind a proxy's port. */
    URI vendorAt(int port) {
        return URI.create("http://127.0.0.1:" + port + vendor.baseUrl().getPath());
    }

    /** A training file at the vendor. */
    String trainingFile() throws SQLException {
        try (PreparedStatement query = database.prepareStatement("select coalesce(facts #>> '{Upload,training,value}',"
                + " facts #>> '{Upload,training}') from orchestrator.run where facts -> 'Upload' is not null limit 1");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            database.close();
        } finally {
            vendor.close();
            sandbox.destroy();
            sandbox.onExit().join();
        }
    }
}
