package io.attune.orchestrator.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.mail.internet.MimeMessage;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Notices on their way to a small real server. */
class NotificationsIT {
    private static final byte[] KEY = "a key of this test, 32 bytes lon".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private HttpServer server;
    private ConfigurableApplicationContext platform;

    private record Received(String path, String id, String time, String signature, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
        mails.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.put("attune.notifications.poll", "100ms");
        settings.put("attune.notifications.targets[0].name", "hook");
        settings.put("attune.notifications.targets[0].url", url + "/hook");
        settings.put("attune.notifications.targets[0].secret-env", "TEST_HOOK");
        settings.put("attune.notifications.targets[1].name", "room");
        settings.put("attune.notifications.targets[1].kind", "slack");
        settings.put("attune.notifications.targets[1].url", url + "/room");
        settings.put("attune.notifications.targets[1].events[0]", "schedule.*");
        settings.put("attune.notifications.targets[2].name", "desk");
        settings.put("attune.notifications.targets[2].kind", "email");
        settings.put("attune.notifications.targets[2].url", "mailto:desk@example.com");
        settings.put("attune.notifications.targets[2].events[0]", "run.failed");
        settings.put("attune.notifications.targets[3].name", "lineage");
        settings.put("attune.notifications.targets[3].kind", "openlineage");
        settings.put("attune.notifications.targets[3].url", url + "/api/v1/lineage");
        settings.put("attune.notifications.smtp.host", "127.0.0.1");
        settings.put("attune.notifications.smtp.port", Integer.toString(mails.getSmtp().getPort()));
        settings.put("attune.notifications.smtp.from", "attune@example.com");
        settings.put("attune.notifications.smtp.tls", "none");
        settings.put("TEST_HOOK", "whsec" + "_" + Base64.getEncoder().encodeToString(KEY));
        platform = RecipesAndSchedules.start(settings);
    }

    @AfterEach
    void stop() {
        platform.close();
        server.stop(0);
        mails.stop();
    }

    private synchronized void take(HttpExchange exchange) throws IOException {
        received.add(new Received(exchange.getRequestURI().getPath(), exchange.getRequestHeaders().getFirst(
                "webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"), exchange.getRequestHeaders().getFirst(
                        "webhook-signature"), new String(exchange.getRequestBody().readAllBytes(),
                                StandardCharsets.UTF_8)));
        byte[] answer = "taken".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.removeFirst(), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void a_webhook_is_signed_so_that_its_receiver_can_tell_who_sent_it() throws Exception {
        tell("run.ended", "run 1");

        Received hook = arrived(1).getFirst();

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        String expected = Base64.getEncoder().encodeToString(mac.doFinal((hook.id() + "." + hook.time() + "."
                + hook.body()).getBytes(StandardCharsets.UTF_8)));
        assertThat(hook.signature()).isEqualTo("v1," + expected);
        JsonNode event = JsonMapper.shared().readTree(hook.body());
        assertThat(event.get("specversion").stringValue()).isEqualTo("1.0");
        assertThat(event.get("type").stringValue()).isEqualTo("io.attune.run.ended");
        assertThat(event.at("/data/message").stringValue()).isEqualTo("it happened");
        assertThat(event.get("id").stringValue()).isEqualTo(hook.id());
    }

    @Test
    void who_asked_for_some_events_alone_is_told_no_others_and_slack_gets_its_text() {
        tell("run.ended", "run 1");
        tell("schedule.missed", "tone");

        assertThat(arrived(3)).extracting(Received::path).containsExactlyInAnyOrder("/hook", "/hook", "/room");
        assertThat(received.stream().filter(each -> each.path().equals("/room"))).singleElement().satisfies(
                room -> assertThat(room.body()).isEqualTo("{\"text\":\"*a subject*: it happened\"}"));
    }

    @Test
    void what_was_not_taken_is_delivered_again_with_the_same_id_and_every_try_is_kept() throws Exception {
        answers.add(500);
        tell("run.ended", "run 1");

        List<Received> both = arrived(2);

        assertThat(both.get(0).id()).isEqualTo(both.get(1).id());
        JsonNode delivery = await().atMost(Duration.ofSeconds(60)).until(() -> log().get("items").get(0),
                each -> each.get("state").stringValue().equals("delivered"));
        assertThat(delivery.get("attempts").valueStream().map(each -> each.get("status").intValue())).containsExactly(
                500,
                200);
        assertThat(delivery.at("/attempts/0/answer").stringValue()).isEqualTo("taken");
    }

    @Test
    void the_same_occasion_is_told_once_and_people_can_have_it_delivered_again() throws Exception {
        tell("run.ended", "run 1");
        tell("run.ended", "run 1");
        Received first = arrived(1).getFirst();
        assertThat(log().get("items")).hasSize(1);

        Http.of(platform, home).json("POST", "/api/v1/deliveries/" + first.id() + "/redeliver", "");

        assertThat(arrived(2)).extracting(Received::id).containsExactly(first.id(), first.id());
    }

    @Test
    void a_receiver_that_is_gone_for_good_is_left_alone() throws Exception {
        answers.add(410);
        tell("run.ended", "run 1");
        arrived(1);

        await().atMost(Duration.ofSeconds(60)).until(() -> log().at("/items/0/state").stringValue(),
                "given-up"::equals);
    }

    @Test
    void a_mail_says_what_happened_to_whom_and_keeps_its_id_when_it_is_sent_again() throws Exception {
        tell("run.failed", "run 1");
        assertThat(mails.waitForIncomingEmail(60_000, 1)).isTrue();

        MimeMessage mail = mails.getReceivedMessages()[0];

        assertThat(mail.getSubject()).isEqualTo("[attune] a subject: run.failed");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("desk@example.com");
        assertThat(mail.getContent().toString()).contains("it happened", "occasion: run 1", "project: default");
        String id = mail.getMessageID().replaceAll("[<>]|@.*", "");
        assertThat(await().atMost(Duration.ofSeconds(60)).until(() -> Http.of(platform, home).json("GET",
                "/api/v1/deliveries/" + id, ""), each -> each.get("state").stringValue().equals("delivered")).at(
                        "/attempts/0/status").intValue()).isEqualTo(250);
        Http.of(platform, home).json("POST", "/api/v1/deliveries/" + id + "/redeliver", "");
        assertThat(mails.waitForIncomingEmail(60_000, 2)).isTrue();
        assertThat(mails.getReceivedMessages()[1].getMessageID()).isEqualTo(mail.getMessageID());
    }

    @Test
    void a_mail_server_that_is_away_is_tried_again() throws Exception {
        mails.stop();
        tell("run.failed", "run 1");

        JsonNode delivery = await().atMost(Duration.ofSeconds(60)).until(() -> log().get("items").valueStream().filter(
                each -> each.get("target").stringValue().equals("desk")).findFirst().orElseThrow(), each -> !each.get(
                        "attempts").isEmpty());

        assertThat(delivery.get("state").stringValue()).isEqualTo("due");
        assertThat(delivery.at("/attempts/0/answer").stringValue()).isEqualTo("the server cannot be reached");
    }

    @Test
    void events_of_one_run_reach_the_lineage_store_in_order_whatever_fails_and_nobody_else() {
        answers.add(500);
        for (String type : List.of("start", "complete")) {
            platform.getBean(TransactionTemplate.class).executeWithoutResult(status -> platform.getBean(
                    Notices.class).tell(new Notice(ProjectId.DEFAULT, Notices.LINEAGE + type, "run 1/" + type, "run_1",
                            type, Map.of(Notices.LINEAGE_BODY, "{\"eventType\":\"" + type + "\"}"))));
        }

        assertThat(arrived(3)).extracting(Received::path, Received::body).containsExactly(
                org.assertj.core.groups.Tuple.tuple("/api/v1/lineage", "{\"eventType\":\"start\"}"),
                org.assertj.core.groups.Tuple.tuple(
                        "/api/v1/lineage", "{\"eventType\":\"start\"}"), org.assertj.core.groups.Tuple.tuple(
                                "/api/v1/lineage", "{\"eventType\":\"complete\"}"));
    }

    @Test
    void a_schedule_that_cannot_start_a_run_says_so() {
        platform.getBean(Recipes.class).apply(ProjectId.DEFAULT, "ann", """
                recipe: broken
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                schedule: {cron: 'quartz:* * * * * ?'}
                """, Map.of());

        assertThat(await().atMost(Duration.ofSeconds(60)).until(() -> received.stream().filter(
                each -> each.path().equals(
                        "/room")).toList(), rooms -> !rooms.isEmpty())).first().satisfies(
                                room -> assertThat(room.body()).isEqualTo(
                                        "{\"text\":\"*broken*: no run could be started: The recipe is broken\"}"));
    }

    private void tell(String event, String occasion) {
        platform.getBean(TransactionTemplate.class).executeWithoutResult(status -> platform.getBean(
                Notices.class).tell(new Notice(ProjectId.DEFAULT, event, occasion, "a subject", "it happened",
                        Map.of("occasion", occasion))));
    }

    private List<Received> arrived(int count) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> received, all -> all.size() >= count);
    }

    private JsonNode log() throws Exception {
        return Http.of(platform, home).json("GET", "/api/v1/deliveries", "");
    }
}
