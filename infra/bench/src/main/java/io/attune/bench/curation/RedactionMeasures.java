package io.attune.bench.curation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.attune.bench.Bench;
import io.attune.bench.Target;
import io.attune.pipeline.generate.PlantKind;
import io.attune.pipeline.generate.PlantPlan;
import io.attune.pipeline.generate.Truth;
import io.attune.pipeline.generate.text.Length;
import io.attune.pipeline.redact.Action;
import io.attune.pipeline.redact.Finding;
import io.attune.pipeline.redact.RedactionPolicy;
import io.attune.pipeline.redact.Redactor;

/** Personal data and secrets: speed, and recall and precision against the planted truth. */
final class RedactionMeasures {
    private static final int SPEED_RECORDS = 60_000;
    private static final int TRUTH_RECORDS = 40_000;
    private static final int HITS_SHOWN = 40;
    private static final double LEAST = 0.99;
    /** What is planted with these names is a whole URL. */
    private static final Set<String> URLS = Set.of("url-credentials", "database-url");

    private final Bench bench;
    private final Redactor redactor = new Redactor(policy());

    RedactionMeasures(Bench bench) {
        this.bench = bench;
    }

    /** The defaults, with the national telephone numbers of every region that is planted. */
    private static RedactionPolicy policy() {
        RedactionPolicy defaults = RedactionPolicy.of(Action.REDACT, 0);
        return new RedactionPolicy(defaults.actions(), defaults.allow(), List.of("US", "GB", "DE", "FR", "AU"),
                defaults.scopes(), defaults.patterns(), defaults.seed());
    }

    void run() throws Exception {
        if (bench.wants("redaction and secrets, speed")) {
            List<String> texts = Corpus.conversations(Length.LONG, SPEED_RECORDS, new PlantPlan(Map.of(
                    PlantKind.PERSONAL, 0.02, PlantKind.SECRET, 0.005))).messages();
            bench.measure("redaction and secrets, speed", "MB/s/core", Target.atLeast(80, 200), () -> Corpus.megabytes(
                    texts) / Bench.cpuSeconds(() -> texts.forEach(redactor::redact)));
        }
        if (bench.wants("redaction, recall") || bench.wants("redaction, precision") || bench.wants("secrets, recall")) {
            truth();
        }
        for (Path file : bench.settings().files()) {
            if (bench.wants("secrets, hits") && !GivenSplit.isAt(file)) {
                realText(file);
            }
        }
    }

    /** What was planted and found of one class. */
    private static final class Tally {
        private long planted;
        private long found;
        private long hits;
        private long wrong;
    }

    private void truth() {
        bench.say("redaction against the planted truth, telephone numbers of the regions "
                + String.join(", ", redactor.policy().regions()));
        Corpus corpus = Corpus.conversations(Length.SHORT, TRUTH_RECORDS, new PlantPlan(Map.of(PlantKind.PERSONAL, 0.35,
                PlantKind.SECRET, 0.2, PlantKind.DECOY, 0.2)));
        TreeMap<String, Tally> planted = new TreeMap<>();
        TreeMap<String, Tally> hit = new TreeMap<>();
        for (Corpus.Item item : corpus.records()) {
            for (int m = 0; m < item.messages().size(); m++) {
                compare(item, m, planted, hit);
            }
        }
        planted.forEach((kind, tally) -> bench.add((kind.equals("secret")
                ? "secrets, recall of "
                : "redaction, recall of "
                        + kind + " ") + "(" + tally.planted + " planted)", "share", Target.atLeast(LEAST), tally.found
                                / (double) tally.planted));
        hit.forEach((kind, tally) -> bench.add("redaction, precision of " + kind + " (" + tally.hits + " hits)",
                "share",
                Target.atLeast(LEAST), 1 - tally.wrong / (double) tally.hits));
    }

    private void compare(Corpus.Item item, int message, Map<String, Tally> planted, Map<String, Tally> hit) {
        List<Finding> findings = redactor.preview(item.messages().get(message));
        List<Truth> truths = item.truths().stream().filter(t -> (t.kind() == PlantKind.PERSONAL
                || t.kind() == PlantKind.SECRET) && t.span() != null && t.span().message() == message).toList();
        for (Truth truth : truths) {
            String kind = truth.kind() == PlantKind.SECRET ? "secret" : String.valueOf(truth.type());
            Tally tally = planted.computeIfAbsent(kind, k -> new Tally());
            tally.planted++;
            boolean found = findings.stream().anyMatch(f -> covers(f, truth));
            tally.found += found ? 1 : 0;
            if (!found) {
                bench.say("missed: " + kind + " " + truth.type() + " " + truth.variant() + ", record " + truth.key());
            }
        }
        for (Finding finding : findings) {
            Tally tally = hit.computeIfAbsent(finding.kind(), k -> new Tally());
            tally.hits++;
            if (truths.stream().noneMatch(t -> touches(finding, t))) {
                tally.wrong++;
                bench.say("false: " + finding.kind() + " by " + finding.rule() + " " + finding.masked() + ", record "
                        + item.key());
            }
        }
    }

    /**
     * A finding covers what was planted. Of a URL with user and password, a data base's too, the password is what is secret
     * and is found alone, so that the rest stays to learn from; there a finding inside what was planted counts.
     */
    private static boolean covers(Finding finding, Truth truth) {
        Truth.Span span = truth.span();
        if (span == null) {
            return false;
        }
        boolean whole = finding.start() <= span.start() && finding.end() >= span.end();
        boolean inside = finding.start() >= span.start() && finding.end() <= span.end();
        return whole || (inside && finding.kind().equals("secret") && URLS.contains(String.valueOf(truth.type())));
    }

    private static boolean touches(Finding finding, Truth truth) {
        Truth.Span span = truth.span();
        return span != null && finding.start() < span.end() && finding.end() > span.start();
    }

    /** Secrets in files that should hold none; every hit is listed with its value masked. */
    private void realText(Path place) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(place)) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        long bytes = 0;
        long hits = 0;
        for (Path file : files) {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            bytes += text.length();
            for (Finding finding : redactor.preview(text)) {
                if (finding.kind().equals("secret")) {
                    hits++;
                    if (hits <= HITS_SHOWN) {
                        bench.say("hit: " + finding.rule() + " " + finding.masked() + " in " + file + " at "
                                + finding.start());
                    }
                }
            }
        }
        bench.add("secrets, hits in " + place.getFileName() + " (" + bytes / 1_000_000 + " MB)", "per MB",
                Target.atMost(
                        1), hits / (bytes / 1e6));
    }
}
