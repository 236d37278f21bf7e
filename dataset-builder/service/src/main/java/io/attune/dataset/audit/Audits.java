package io.attune.dataset.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.CuratedExample;
import io.attune.platform.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Samples for people, and what they said. Thread-safe. */
@Component
class Audits {
    private final Samples samples;
    private final AuditStore store;
    private final Audit audit;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    Audits(Samples samples, AuditStore store, Audit audit, InstantSource clock, TransactionTemplate transaction) {
        this.samples = samples;
        this.store = store;
        this.audit = audit;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** An example to be judged. */
    record Item(Digest example, Part part, Masked shown) {}

    List<Item> sample(DatasetVersionRef ref, int size, long seed) {
        return samples.draw(ref, size, seed).examples().stream().map(example -> new Item(example.id(), Samples.part(
                example), Masked.of(example.example()))).toList();
    }

    /**
     * A judgement as it is sent.
     *
     * @param example an id of the sample
     * @param personalData {@code none} or {@code present}; empty where it was not judged
     * @param label {@code correct} or {@code wrong}; empty where it was not judged
     */
    record Sent(@Nullable String example, @Nullable String personalData, @Nullable String label) {}

    /**
     * Adds judgements about a sample, and reports on all there are about the version.
     *
     * @throws io.attune.kernel.InvalidInputException naming every judgement that cannot be taken; then none is
     */
    AuditReport judge(DatasetVersionRef ref, int size, long seed, List<Sent> sent, String author) {
        Samples.Sample sample = samples.draw(ref, size, seed);
        List<Judged> judged = read(sample, sent);
        Instant now = clock.instant();
        AuditReport made = transaction.execute(status -> {
            judged.forEach(one -> store.add(ref, one, author, now));
            AuditReport report = new Reckoning(sample.sizes(), store.judgements(ref)).report(ref.toString(), now,
                    author);
            store.add(ref, report);
            audit.record(ref.project(), author, "dataset.audit", ref.toString(), Digest.of(report.toString()));
            return report;
        });
        if (made == null) {
            throw new IllegalStateException("The audit of " + ref + " came to no report");
        }
        return made;
    }

    Optional<AuditReport> report(DatasetVersionRef ref) {
        return store.report(ref);
    }

    private static List<Judged> read(Samples.Sample sample, List<Sent> sent) {
        Map<String, CuratedExample> drawn = new HashMap<>();
        sample.examples().forEach(example -> drawn.put(example.id().hex(), example));
        Problems problems = new Problems();
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            Sent one = sent.get(i);
            String place = "/judgements/" + i;
            CuratedExample example = drawn.get(String.valueOf(one.example()).replaceFirst("^sha256:", ""));
            Boolean personal = word(one.personalData(), "present", "none", place + "/personalData", problems);
            Boolean wrong = word(one.label(), "wrong", "correct", place + "/label", problems);
            if (personal == null && wrong == null) {
                continue;
            }
            if (example == null) {
                problems.add(new Problem(place + "/example", "'" + one.example() + "' is not in the sample",
                        "Judge the sample as it was drawn: with its size, its seed and its version."));
            } else {
                judged.add(new Judged(example.id(), Samples.part(example), personal, wrong, !Masked.of(
                        example.example()).detected().isEmpty()));
            }
        }
        if (judged.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("/judgements", "nothing is judged",
                    "Fill in personalData (none or present) and label (correct or wrong)."));
        }
        problems.throwIfAny("The audit");
        return judged;
    }

    private static @Nullable Boolean word(@Nullable String said, String yes, String no, String place,
            Problems problems) {
        String word = said == null ? "" : said.strip();
        if (!word.isEmpty() && !word.equals(yes) && !word.equals(no)) {
            problems.add(new Problem(place, "'" + word + "' is not known", "Write " + no + " or " + yes
                    + ", or nothing."));
        }
        return word.equals(yes) ? Boolean.TRUE : word.equals(no) ? Boolean.FALSE : null;
    }
}
