package io.attune.sandbox;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** The sandbox as users run it: processes, folders, signals. */
@TestMethodOrder(MethodOrderer.MethodName.class)
class SandboxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path data;

    @Test
    void a_restart_keeps_rows_objects_jobs_and_credentials() throws Exception {
        JsonNode before;
        String job;
        try (SandboxProcess sandbox = SandboxProcess.start(data)) {
            before = sandbox.file();
            sql(before, "create table kept(word text)");
            sql(before, "insert into kept values ('still here')");
            Clients.s3(before).put("folder/object.txt", "still here");
            job = Clients.provider(before, HTTP).createJob("key-restart", 1);
            await().atMost(PATIENCE).until(
                    () -> Clients.provider(sandbox.file(), HTTP).status(job).equals("succeeded"));

            assertThat(sandbox.stop()).isZero();
            assertThat(data.resolve("sandbox.json")).doesNotExist();
        }
        try (SandboxProcess sandbox = SandboxProcess.start(data)) {
            JsonNode after = sandbox.file();
            assertThat(after.path("postgres").path("password")).isEqualTo(before.path("postgres").path("password"));
            assertThat(after.path("instance")).isNotEqualTo(before.path("instance"));
            assertThat(sql(after, "select word from kept")).isEqualTo("still here");
            assertThat(Clients.s3(after).get("folder/object.txt")).isEqualTo("still here");
            Clients.Provider provider = Clients.provider(after, HTTP);
            assertThat(provider.status(job)).isEqualTo("succeeded");
            assertThat(provider.chat(provider.job(job).path("fine_tuned_model").stringValue())).isNotNull();
            sandbox.stop();
        }
    }

    @Test
    void after_a_kill_nothing_is_orphaned_and_the_job_goes_on_as_the_same_job() throws Exception {
        ProcessHandle postgres;
        ProcessHandle trainer;
        String job;
        try (SandboxProcess killed = SandboxProcess.start(data)) {
            postgres = killed.postgres();
            trainer = killed.trainer();
            Clients.Provider provider = Clients.provider(killed.file(), HTTP);
            job = provider.createJob("key-kill", 20);
            await().atMost(PATIENCE).until(() -> provider.checkpoints(job) > 0);
            assertThat(provider.status(job)).isEqualTo("running");
            killed.kill();
        }
        try (SandboxProcess restarted = SandboxProcess.start(data)) {
            assertThat(postgres.isAlive()).isFalse();
            await().atMost(PATIENCE).until(() -> !trainer.isAlive());
            Clients.Provider provider = Clients.provider(restarted.file(), HTTP);
            await().atMost(PATIENCE).until(() -> provider.status(job).equals("succeeded"));
            assertThat(provider.jobsWithKey("key-kill")).isOne();
            assertThat(provider.job(job).path("trained_tokens").asLong(0)).isEqualTo(
                    20 * provider.trainedTokensOfOneEpoch());
            ProcessHandle newPostgres = restarted.postgres();
            ProcessHandle newTrainer = restarted.trainer();
            restarted.stop();
            assertThat(newPostgres.isAlive()).isFalse();
            await().atMost(PATIENCE).until(() -> !newTrainer.isAlive());
        }
    }

    @Test
    void a_database_that_is_killed_comes_back_at_the_same_place_with_all_it_had() throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.start(data)) {
            sql(sandbox.file(), "create table survivor(word text)");
            sql(sandbox.file(), "insert into survivor values ('still here')");
            ProcessHandle killed = sandbox.postgres();
            killed.destroyForcibly();

            await().atMost(PATIENCE).ignoreExceptionsInstanceOf(SQLException.class).until(
                    () -> sql(sandbox.file(), "select word from survivor").equals("still here"));
            assertThat(sandbox.postgres().pid()).isNotEqualTo(killed.pid());
            ProcessHandle replacement = sandbox.postgres();
            assertThat(sandbox.stop()).isZero();
            assertThat(replacement.isAlive()).isFalse();
        }
    }

    @Test
    void a_second_instance_on_the_same_folder_ends_and_names_the_first() throws Exception {
        try (SandboxProcess first = SandboxProcess.start(data); SandboxProcess second = SandboxProcess.launch(data)) {
            assertThat(second.exitCode()).isEqualTo(6);
            assertThat(second.errors()).contains(data.toString()).contains("process " + first.pid());
            assertThat(sql(first.file(), "select 'alive'")).isEqualTo("alive");
            first.stop();
        }
    }

    @Test
    void a_given_port_that_is_busy_is_named_with_its_option(@TempDir Path other) throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SandboxProcess sandbox = SandboxProcess.launch(other, "--s3-port", Integer.toString(
                        busy.getLocalPort()))) {
            assertThat(sandbox.exitCode()).isEqualTo(6);
            assertThat(sandbox.errors()).contains(Integer.toString(busy.getLocalPort())).contains("--s3-port");
            assertThat(other.resolve("sandbox.json")).doesNotExist();
        }
    }

    @Test
    void a_wrong_command_line_tells_every_problem(@TempDir Path other) throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.launch(other, "--s3-port", "many", "--colour", "blue",
                "--training", "huge")) {
            assertThat(sandbox.exitCode()).isEqualTo(2);
            assertThat(sandbox.errors()).contains("many").contains("--colour").contains("huge");
        }
    }

    @Test
    void what_holds_secrets_is_for_its_owner_only_and_the_database_asks_for_the_password() throws Exception {
        try (SandboxProcess sandbox = SandboxProcess.start(data)) {
            for (String file : new String[]{"sandbox.json", "sandbox-secrets.json"}) {
                assertThat(Files.getPosixFilePermissions(data.resolve(file))).as(file).isEqualTo(
                        PosixFilePermissions.fromString("rw-------"));
            }
            String url = sandbox.file().path("postgres").path("jdbcUrl").stringValue();
            assertThat(catchThrowable(
                    () -> DriverManager.getConnection(url, "attune", "wrong"))).hasMessageContaining("password");
            sandbox.stop();
        }
    }

    private static String sql(JsonNode file, String statement) throws SQLException {
        JsonNode postgres = file.path("postgres");
        try (var connection = DriverManager.getConnection(postgres.path("jdbcUrl").stringValue(),
                postgres.path("user").stringValue(), postgres.path("password").stringValue());
                var run = connection.createStatement()) {
            if (!run.execute(statement)) {
                return "";
            }
            try (ResultSet found = run.getResultSet()) {
                return found.next() ? found.getString(1) : "";
            }
        }
    }
}
