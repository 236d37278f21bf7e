package io.attune.dataset.withdraw;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.github.luben.zstd.ZstdInputStream;
import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.dataset.DecisionBook;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.Suite;
import io.attune.pipeline.decide.Decision;
import io.attune.pipeline.decide.Ruling;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.awaitility.Awaitility.await;

/** Makes datasets that name people, and tells what is kept of them. */
final class People {
    private static final int NEUTRAL = 30;

    private final Curation curation;
    private final Datasets datasets;
    private final DecisionBook book;
    private final ObjectStore objects;
    private final JdbcClient jdbc;

    People(Curation curation, Datasets datasets, DecisionBook book, ObjectStore objects, JdbcClient jdbc) {
        this.curation = curation;
        this.datasets = datasets;
        this.book = book;
        this.objects = objects;
        this.jdbc = jdbc;
    }

    static String line(String question, String answer) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + question
                + "\"},{\"role\":\"assistant\",\"content\":\"" + answer + "\"}]}\n";
    }

    /** Lines that name nobody. */
    static String neutral() {
        return IntStream.range(0, NEUTRAL).mapToObj(i -> line("What is part " + i + " of the machine?",
                "Part " + i + " moves part " + (i + 1) + ".")).collect(Collectors.joining());
    }

    ObjectKey file(ProjectId project, String content) {
        ObjectKey key = new ObjectKey(project, "recipes/files/" + Digest.of(content).hex());
        objects.put(key, content.getBytes(StandardCharsets.UTF_8));
        return key;
    }

    CurationRequest request(ProjectId project, String key, String dataset, String content, List<String> steps,
            List<Suite> suites) {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "mail", "type", "jsonl", "path",
                "mail.jsonl", "license", "CC0-1.0", "personalData", "present")), "steps", steps));
        return new CurationRequest(project, key, dataset, plan, Map.of("mail.jsonl", file(project, content)), suites);
    }

    CurationStatus end(CurationRequest request) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> curation.ensure(request),
                status -> !(status instanceof CurationStatus.Running));
    }

    DatasetVersionRef make(CurationRequest request) {
        return ((CurationStatus.Finished) end(request)).version();
    }

    /** Two versions, duplicates, an edit, a suite and a file each of which names everybody. */
    void plant(ProjectId project, List<String> identifiers) {
        StringBuilder content = new StringBuilder(neutral());
        for (String identifier : identifiers) {
            content.append(line("Who is " + identifier + "?", "A customer."));
            content.append(line("Who is " + identifier + "?", "A customer."));
            content.append("{\"metadata\":{\"customer\":\"").append(identifier).append("\"},").append(line(
                    "Where is it?",
                    "With \\u0022" + identifier + "\\u0022.").substring(1));
        }
        make(request(project, "first-" + project, "support", content.toString(), List.of("exact-duplicates"),
                List.of()));
        for (String identifier : identifiers) {
            book.add(project, "support", new Decision("mail", "mail.jsonl:1", example("What is part 0 of the machine?",
                    "Part 0 moves part 1.").contentDigest(), new Ruling.Edit(example("What is part 0 of the machine?",
                            "Ask " + identifier + ".").messages(), null), "editor", Instant.EPOCH, "by " + identifier));
        }
        make(request(project, "second-" + project, "support", content + line("And more?", "Yes."), List.of(
                "exact-duplicates"), List.of(new Suite("held", identifiers.stream().map(i -> "Has " + i
                        + " called?").toList()))));
    }

    private static Example example(String question, String answer) {
        return new Example("mail", "mail.jsonl:1", "mail/mail.jsonl:1", "CC0-1.0", List.of(Message.user(question),
                Message.assistant(answer)), Map.of());
    }

    List<CuratedExample> examples(DatasetVersionRef ref) {
        return Stream.of(Split.values()).flatMap(split -> datasets.examples(ref, split)).toList();
    }

    boolean isReadable(ProjectId project, String identifier) {
        return datasets.list(project).stream().flatMap(ref -> examples(ref).stream()).anyMatch(
                e -> e.example().allMessages().anyMatch(m -> m.content().contains(identifier)));
    }

    List<String> kept(List<ProjectId> projects) {
        List<String> kept = new ArrayList<>();
        for (String table : jdbc.sql("""
                select table_schema || '.' || table_name from information_schema.tables
                where table_schema in ('dataset', 'platform') and table_type = 'BASE TABLE'""").query(
                String.class).list()) {
            kept.addAll(jdbc.sql("select to_jsonb(t)::text from " + table + " t").query(String.class).list());
        }
        projects.forEach(project -> List.of("datasets/", "recipes/").forEach(folder -> objects.list(new ObjectKey(
                project, folder)).forEach(key -> kept.add(key + " " + text(key)))));
        return kept;
    }

    private String text(ObjectKey key) {
        byte[] content = objects.get(key).orElse(new byte[0]);
        if (!key.path().endsWith(".zst") || content.length == 0) {
            return new String(content, StandardCharsets.UTF_8);
        }
        try (InputStream in = new ZstdInputStream(new ByteArrayInputStream(content))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
