package io.attune.platform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class PlatformIT {
    @Autowired
    MockMvcTester web;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    ObjectStore objects;
    @Autowired
    Audit audit;
    @Autowired
    PlatformProperties settings;

    @Test
    void a_request_without_a_key_is_refused_as_a_problem() {
        assertThat(web.get().uri("/probe/money")).hasStatus(401).bodyJson().extractingPath("$.code").isEqualTo(
                "unauthenticated");
    }

    @Test
    void the_health_check_needs_no_key() {
        assertThat(web.get().uri("/actuator/health")).hasStatusOk();
    }

    @Test
    void the_admin_key_file_can_be_read_by_its_owner_alone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile()))).isEqualTo("rw-------");
    }

    @Test
    void money_is_written_as_a_decimal_string_and_a_currency() throws Exception {
        assertThat(web.get().uri("/probe/money").header("Authorization", "Bearer "
                + adminKey())).bodyJson().isLenientlyEqualTo("{\"amount\": \"1.50\", \"currency\": \"USD\"}");
    }

    @Test
    void invalid_input_is_answered_with_every_problem() throws Exception {
        assertThat(web.get().uri("/probe/invalid").header("Authorization", "Bearer " + adminKey())).hasStatus(
                400).bodyJson().isLenientlyEqualTo(
                        "{\"code\": \"invalid-input\", \"problems\": [{\"place\": \"/a\", \"line\": 3}, {\"place\": \"/b\"}]}");
    }

    @Test
    void an_unknown_path_is_a_problem_with_a_code() throws Exception {
        assertThat(web.get().uri("/nothing-here").header("Authorization", "Bearer " + adminKey())).hasStatus(
                404).bodyJson().extractingPath("$.code").isEqualTo("not-found");
    }

    @Test
    void a_caller_without_the_permission_is_refused() {
        Caller viewer = new Caller(ProjectId.DEFAULT, "eve", Permission.VIEWER);
        assertThatThrownBy(() -> viewer.require(Permission.APPROVER)).isInstanceOf(
                PlatformException.class).hasMessageContaining("eve").hasMessageContaining("approver");
    }

    @Test
    void objects_of_one_project_are_not_listed_for_another() {
        ObjectKey mine = new ObjectKey(new ProjectId("mine"), "folder/a.txt");
        objects.put(mine, "hello".getBytes(StandardCharsets.UTF_8));

        assertThat(objects.list(new ObjectKey(new ProjectId("mine"), "folder/"))).containsExactly(mine);
        assertThat(objects.list(new ObjectKey(new ProjectId("other"), "folder/"))).isEmpty();
        assertThat(objects.get(mine).orElseThrow()).asString().isEqualTo("hello");
        objects.delete(mine);
        assertThat(objects.exists(mine)).isFalse();
    }

    @Test
    void each_audit_entry_is_chained_to_the_one_before() {
        ProjectId project = new ProjectId("audited");
        audit.record(project, "ann", "promotion.approve", "prm_1", Digest.of("one"));
        audit.record(project, "ann", "promotion.approve", "prm_2", Digest.of("two"));

        List<String> hashes = jdbc.sql(
                "select hash from platform.audit_event where project = 'audited' order by 1").query(
                        String.class).list();
        assertThat(jdbc.sql(
                "select previous_hash from platform.audit_event where project='audited' and sequence = 2").query(
                        String.class).single()).isIn(hashes);
    }

    @Test
    void the_audit_trail_cannot_be_changed() {
        audit.record(new ProjectId("fixed"), "ann", "x", "y", Digest.of("z"));
        assertThatThrownBy(() -> jdbc.sql("delete from platform.audit_event").update()).hasMessageContaining(
                "append-only");
    }

    @Test
    void the_audit_trail_is_listed_exported_and_verified_over_http() throws Exception {
        for (int i = 0; i < 3; i++) {
            audit.record(ProjectId.DEFAULT, "ann", "thing.change", "thing-" + i, Digest.of("x" + i));
        }
        assertThat(get("/api/v1/audit?limit=1")).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"items\": [{\"subject\": \"thing-2\", \"actor\": \"ann\"}], \"nextCursor\": \"3\"}");
        assertThat(get("/api/v1/audit?limit=9&cursor=3")).bodyJson().isLenientlyEqualTo(
                "{\"items\": [{\"sequence\": 2}, {\"sequence\": 1}], \"nextCursor\": null}");
        assertThat(get("/api/v1/audit/export").getResponse().getContentAsString().lines()).hasSize(3).allSatisfy(
                line -> assertThat(line).startsWith("{\"project\":\"default\",\"sequence\":").endsWith("}"));
        assertThat(get("/api/v1/audit/head")).hasStatusOk().bodyJson().extractingPath("$.payloadType").isEqualTo(
                AuditTrail.HEAD_TYPE);
        assertThat(web.post().uri("/api/v1/audit/verify").header("Authorization", "Bearer "
                + adminKey())).hasStatusOk().bodyJson().isLenientlyEqualTo(
                        "{\"intact\": true, \"entries\": 3, \"findings\": []}");
    }

    @Test
    void the_public_key_is_served_and_the_secret_one_stays_in_its_file() throws Exception {
        assertThat(get("/api/v1/signing-keys")).hasStatusOk().bodyText().contains("BEGIN PUBLIC KEY").doesNotContain(
                "PRIVATE");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.home().resolve(
                "signing.key")))).isEqualTo("rw-------");
    }

    private MvcTestResult get(String path) throws Exception {
        return web.get().uri(path).header("Authorization", "Bearer " + adminKey()).exchange();
    }

    @Test
    void the_tables_of_batch_and_quartz_stand_in_the_platforms_schema() {
        assertThat(jdbc.sql("select count(*) from platform.batch_job_instance").query(Long.class).single()).isZero();
        assertThat(jdbc.sql("select count(*) from platform.qrtz_triggers").query(Long.class).single()).isZero();
    }

    private java.nio.file.Path keyFile() {
        return settings.home().resolve("admin.key");
    }

    private String adminKey() throws Exception {
        return Files.readString(keyFile()).trim();
    }

    @SpringBootApplication
    static class TestApplication {

        @RestController
        static class Probe {
            @GetMapping("/probe/money")
            Money money(Caller caller) {
                caller.require(Permission.VIEWER);
                return Money.of("1.5", "USD");
            }

            @GetMapping("/probe/invalid")
            void invalid() {
                throw new InvalidInputException("Probe",
                        List.of(new Problem("/a", 3, "wrong", "mend"), new Problem("/b", "also", "")));
            }

            @GetMapping("/probe/conflict")
            void conflict() {
                throw new PlatformException(ErrorCode.CONFLICT, "held", "wait");
            }
        }
    }
}
