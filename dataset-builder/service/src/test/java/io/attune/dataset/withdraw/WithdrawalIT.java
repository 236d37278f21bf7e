package io.attune.dataset.withdraw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.dataset.DecisionBook;
import io.attune.dataset.FaultyObjectStore;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Split;
import io.attune.pipeline.decide.Decision;
import io.attune.pipeline.decide.Ruling;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.platform.privacy.DataHolder;
import io.attune.platform.privacy.Erasure;
import io.attune.platform.privacy.ErasureOrder;
import io.attune.platform.privacy.Identifiers;
import io.attune.platform.privacy.Subject;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What becomes of versions, files, decisions and later curations when somebody's data is withdrawn. */
@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class WithdrawalIT {
    @Autowired
    DataHolder holder;
    @Autowired
    Curation curation;
    @Autowired
    Datasets datasets;
    @Autowired
    DecisionBook book;
    @Autowired
    ObjectStore objects;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;

    private final String word = UUID.randomUUID().toString().substring(0, 8);
    private final ProjectId project = new ProjectId("w-" + word);
    private final String address = "ann." + word + "@example.org";
    private final Subject ann = new Subject.Person(Identifiers.of(List.of(address)));
    private People people;

    @BeforeEach
    void begin() {
        people = new People(curation, datasets, book, objects, jdbc);
        ((FaultyObjectStore) objects).refuseDeletesAfter(Integer.MAX_VALUE);
    }

    private String aboutAnn() {
        return People.line("Who wrote?", "It was " + address + ".");
    }

    private DatasetVersionRef version(String key, String content, String... steps) {
        return people.make(people.request(project, key + project, "support", content, List.of(steps), List.of()));
    }

    private Erasure erase(Subject subject, String key) {
        return holder.erase(project, subject, new ErasureOrder(key + project, "dpo", "asked for"));
    }

    private Set<Digest> ids(DatasetVersionRef ref) {
        return people.examples(ref).stream().map(CuratedExample::id).collect(Collectors.toSet());
    }

    private DatasetVersion latest() {
        return datasets.find(project, "support", "latest").orElseThrow();
    }

    @Test
    void the_successor_differs_by_exactly_the_subjects_records() {
        DatasetVersionRef old = version("plain", People.neutral() + aboutAnn() + People.line("Me?", address),
                "exact-duplicates");
        List<CuratedExample> before = people.examples(old);
        DatasetVersion was = datasets.version(old);

        assertThat(erase(ann, "plain").destroyed()).filteredOn(d -> d.kind().equals(
                "dataset-version")).singleElement().satisfies(d -> {
                    assertThat(d.count()).isEqualTo(2);
                    assertThat(d.successor()).isEqualTo("support@2");
                });

        DatasetVersion successor = latest();
        assertThat(people.examples(successor.ref())).containsExactlyElementsOf(before.stream().filter(
                e -> e.example().messages().stream().noneMatch(m -> m.content().contains(address))).toList());
        assertThat(successor.funnel().in()).isEqualTo(was.funnel().in());
        assertThat(successor.funnel().kept()).isEqualTo(was.funnel().kept() - 2);
        assertThat(successor.funnel().steps().getLast().reasons()).containsEntry("withdrawn", 2L);
        assertThat(successor.inputs()).hasSize(was.inputs().size() + 1).last().satisfies(input -> assertThat(
                input.source()).startsWith("withdrawal:wdr_"));
        assertThat(successor.merkleRoot()).isNotEqualTo(was.merkleRoot());
        assertThat(datasets.drops(successor.ref(), 0, 10)).extracting("step").containsOnly("withdrawal").hasSize(2);
        DatasetVersion tombstone = datasets.version(old);
        assertThat(tombstone.splits()).isEqualTo(was.splits());
        assertThat(tombstone.withdrawn()).isNotNull();
        assertThat(objects.list(new ObjectKey(project, "datasets/support/" + old.digest().hex()
                + "/"))).singleElement().satisfies(key -> assertThat(key.path()).endsWith("manifest.json"));
    }

    @Test
    void a_record_that_no_longer_shows_the_person_goes_with_the_one_it_was_read_from() {
        DatasetVersionRef old = version("redacted", People.neutral() + aboutAnn(), "redact");
        assertThat(people.examples(old)).anyMatch(e -> e.example().answer().equals("It was [EMAIL]."));
        erase(ann, "redacted");
        assertThat(people.examples(latest().ref())).hasSize(30).noneMatch(e -> e.example().answer().contains(
                "[EMAIL]"));
    }

    @Test
    void a_withdrawn_version_cannot_be_read_and_names_its_successor() throws IOException {
        DatasetVersionRef old = version("gone", People.neutral() + aboutAnn(), "exact-duplicates");
        erase(ann, "gone");
        Path target = Files.createTempFile("export", ".jsonl");
        assertThatThrownBy(() -> datasets.exportJsonl(old, Split.TRAIN, target)).isInstanceOfSatisfying(
                PlatformException.class, e -> {
                    assertThat(e.code().value()).isEqualTo("dataset-withdrawn");
                    assertThat(e.code().kind()).isEqualTo(ErrorKind.GONE);
                    assertThat(e.nextStep()).contains("support@2");
                });
        assertThatThrownBy(() -> datasets.examples(old, Split.TRAIN)).hasMessageContaining("was withdrawn");
        assertThatThrownBy(() -> datasets.drops(old, 0, 1)).hasMessageContaining("was withdrawn");
    }

    @Test
    void a_kill_between_the_successor_and_the_destruction_goes_on() {
        DatasetVersionRef old = version("killed", People.neutral() + aboutAnn(), "exact-duplicates");
        ((FaultyObjectStore) objects).refuseDeletesAfter(2);
        assertThatThrownBy(() -> erase(ann, "killed")).isInstanceOf(PlatformException.class);
        assertThat(datasets.versions(project, "support")).hasSize(2);
        assertThatThrownBy(() -> datasets.examples(old, Split.TRAIN)).hasMessageContaining("was withdrawn");
        assertThat(holder.find(project, ann)).isNotEmpty();

        ((FaultyObjectStore) objects).refuseDeletesAfter(Integer.MAX_VALUE);
        assertThat(erase(ann, "killed").destroyed()).extracting("kind").contains("dataset-version", "source-file");
        assertThat(datasets.versions(project, "support")).hasSize(2);
        assertThat(holder.find(project, ann)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 9})
    void a_kill_while_the_successor_is_written_goes_on(int writes) {
        DatasetVersionRef old = version("written", People.neutral() + aboutAnn(), "exact-duplicates");
        Set<Digest> all = ids(old);
        ((FaultyObjectStore) objects).failAfter(writes);
        try {
            erase(ann, "written");
        } catch (PlatformException e) {
            assertThat(e.code().value()).isEqualTo("object-store-unavailable");
        }
        erase(ann, "written");
        assertThat(datasets.versions(project, "support")).hasSize(2);
        assertThat(all).containsAll(ids(latest().ref())).hasSize(ids(latest().ref()).size() + 1);
        assertThat(holder.find(project, ann)).isEmpty();
    }

    @Test
    void nothing_is_left_of_a_version_of_which_everything_is_the_subjects() {
        DatasetVersionRef old = version("all", aboutAnn() + People.line("Me?", address) + People.line("You?", address),
                "exact-duplicates");
        assertThat(erase(ann, "all").destroyed()).filteredOn(d -> d.kind().equals(
                "dataset-version")).singleElement().satisfies(d -> assertThat(d.successor()).isNull());
        assertThat(datasets.versions(project, "support")).containsExactly(old);
        assertThatThrownBy(() -> datasets.examples(old, Split.TRAIN)).isInstanceOfSatisfying(PlatformException.class,
                e -> assertThat(e.nextStep()).contains("Nothing of it remained"));
    }

    @Test
    void a_withdrawn_file_is_refused_until_it_comes_without_the_data() {
        String content = People.neutral() + aboutAnn();
        version("sent", content, "exact-duplicates");
        erase(ann, "sent");
        CurationRequest same = people.request(project, "again" + project, "support", content, List.of(), List.of());
        assertThat(people.end(same)).isInstanceOfSatisfying(CurationStatus.Failed.class, failed -> assertThat(
                failed.problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.message()).contains("'mail.jsonl' was withdrawn");
                    assertThat(problem.nextStep()).contains("send it again");
                }));
        assertThat(datasets.version(version("clean", People.neutral() + People.line("New?", "Yes."),
                "exact-duplicates")).funnel().kept()).isEqualTo(31);
    }

    @Test
    void what_was_withdrawn_does_not_come_back_in_another_file() {
        version("first", People.neutral() + aboutAnn(), "exact-duplicates");
        erase(ann, "first");
        DatasetVersionRef later = version("later", People.neutral() + People.line("Another?", "Ask "
                + address.toUpperCase(
                        java.util.Locale.ROOT) + "!") + aboutAnn() + People.line("Who is it?", "jo." + address),
                "redact");
        assertThat(datasets.drops(later, 0, 10)).hasSize(2).allSatisfy(drop -> {
            assertThat(drop.step()).isEqualTo("withdrawal");
            assertThat(drop.reason()).isEqualTo("withdrawn");
            assertThat(drop.key()).startsWith("withdrawn-");
        });
        assertThat(datasets.version(later).funnel().kept()).isEqualTo(31);
    }

    @Test
    void a_record_is_withdrawn_by_its_name_with_what_says_the_same() {
        version("named", People.neutral() + People.line("Secret?", "Recipe 7."), "exact-duplicates");
        version("copied", People.line("Secret?", "Recipe 7.") + People.neutral() + People.line("More?", "No."),
                "exact-duplicates");
        Subject record = new Subject.Records(List.of(Subject.RecordName.parse("support", "mail/mail.jsonl:31")));
        assertThat(holder.find(project, record)).filteredOn(h -> h.kind().equals("dataset-version")).extracting(
                "reference").containsExactly("support@1", "support@2");
        erase(record, "named");
        assertThat(people.isReadable(project, "Recipe 7.")).isFalse();
        assertThat(latest().ref().number()).isEqualTo(4);
    }

    @Test
    void a_decision_about_the_subject_loses_what_it_says() {
        DatasetVersionRef old = version("decided", People.neutral() + aboutAnn(), "exact-duplicates");
        CuratedExample about = people.examples(old).stream().filter(e -> e.example().answer().contains(
                address)).findFirst().orElseThrow();
        book.add(project, "support", new Decision("mail", about.example().key(), about.example().contentDigest(),
                new Ruling.Reject(), "editor", Instant.EPOCH, ""));
        erase(ann, "decided");
        assertThat(book.all(project, "support")).isEmpty();
        assertThat(jdbc.sql("select ruling::text || author from dataset.decision where project = ?").param(
                project.value()).query(String.class).single()).isEqualTo("{\"kind\": \"reject\"}editor");
    }

    @Test
    void a_curation_under_way_leaves_nothing_either() {
        CurationRequest request = people.request(project, "under-way" + project, "support", People.neutral()
                + aboutAnn(), List.of("exact-duplicates"), List.of());
        curation.ensure(request);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> erase(ann, "under-way") != null);
        people.end(request);
        assertThat(holder.find(project, ann)).isEmpty();
        assertThat(people.isReadable(project, address)).isFalse();
    }

    @Test
    void objects_that_become_a_version_while_they_are_looked_through_are_withdrawn_as_that_version()
            throws InterruptedException {
        CurationRequest request = people.request(project, "becomes" + project, "support", People.neutral()
                + aboutAnn(), List.of("exact-duplicates"), List.of());
        FaultyObjectStore store = (FaultyObjectStore) objects;
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch found = new CountDownLatch(1);
        store.afterWrite(key -> isOfVersion(key) && key.path().endsWith("/manifest.json"), () -> {
            written.countDown();
            await().until(() -> found.getCount() == 0);
        });
        store.beforeOpen(this::isOfVersion, () -> {
            found.countDown();
            people.end(request);
        });
        curation.ensure(request);
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> erase(ann, "becomes") != null);

        assertThat(datasets.versions(project, "support")).extracting(DatasetVersionRef::number).containsExactly(2, 1);
        assertThat(datasets.find(project, "support", "1").orElseThrow().withdrawn()).isNotNull();
        assertThat(latest().funnel().kept()).isEqualTo(30);
        assertThat(holder.find(project, ann)).isEmpty();
    }

    private boolean isOfVersion(ObjectKey key) {
        return key.project().equals(project) && key.path().startsWith("datasets/support/");
    }

    @Test
    void withdrawals_are_previewed_ordered_and_followed_over_http() throws IOException {
        ProjectId own = ProjectId.DEFAULT;
        DatasetVersionRef old = people.make(people.request(own, "web" + word, "web-" + word, People.neutral()
                + aboutAnn(), List.of("exact-duplicates"), List.of()));
        String body = "{\"identifiers\":[\"" + address + "\"],\"reason\":\"asked for\"}";
        assertThat(post("/preview", body, null)).hasStatusOk().bodyText().contains("web-" + word + "@1",
                "source-file").doesNotContain(address);
        MvcTestResult ordered = post("", body, "intent-" + word);
        assertThat(ordered).hasStatus(202).bodyText().doesNotContain(address);
        String id = json(ordered).get("id").stringValue();
        assertThat(json(post("", body, "intent-" + word)).get("id").stringValue()).isEqualTo(id);
        JsonNode done = await().atMost(Duration.ofSeconds(60)).until(() -> json(get("/withdrawals/" + id)),
                shown -> shown.get("state").stringValue().equals("finished"));
        assertThat(done.get("destroyed").toString()).contains("web-" + word + "@2");
        assertThat(get("/withdrawals")).hasStatusOk().bodyText().contains(id);
        assertThat(get("/web-" + word + "/versions/1")).hasStatusOk().bodyJson().extractingPath(
                "$.withdrawn.successor").isEqualTo("web-" + word + "@2");
        assertThat(get("/web-" + word + "/versions/1/preview")).hasStatus(410).bodyText().contains("dataset-withdrawn");
        assertThat(get("/web-" + word + "/versions/1/files/train.jsonl")).hasStatus(410);
        assertThat(get("/web-" + word + "/versions/latest")).hasStatusOk().bodyJson().extractingPath(
                "$.number").isEqualTo(2);
        assertThat(old.number()).isEqualTo(1);
        assertThat(post("", "{\"group\":\"a\",\"identifiers\":[\"b\"]}", null)).hasStatus(400);
        assertThat(post("", "{\"identifiers\":[\"x\"]}", null)).hasStatus(400).bodyText().contains("/identifiers/0");
        assertThat(post("", body.replace("ann.", "eve."), "intent-" + word)).hasStatus(409);
    }

    private MvcTestResult get(String path) throws IOException {
        return web.get().uri("/api/v1/datasets" + path).header("Authorization", key()).exchange();
    }

    private MvcTestResult post(String path, String body, String intent) throws IOException {
        var request = web.post().uri("/api/v1/datasets/withdrawals" + path).header("Authorization", key()).contentType(
                MediaType.APPLICATION_JSON).content(body);
        return (intent == null ? request : request.header("Idempotency-Key", intent)).exchange();
    }

    private static JsonNode json(MvcTestResult result) throws IOException {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsString());
    }

    private String key() throws IOException {
        return "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();
    }
}
