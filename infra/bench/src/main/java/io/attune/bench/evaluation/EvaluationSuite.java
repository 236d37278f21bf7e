package io.attune.bench.evaluation;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.attune.bench.Bench;
import io.attune.bench.Suite;
import io.attune.bench.Target;
import io.attune.bench.submission.SmallRecipe;
import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.processes.Installation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evaluates four arms on the real platform, in a process with a small heap: first at a vendor whose answers take as long as a
 * model's, where nothing but its slots may bound what is asked a second, then at one that answers at once, which shows what an answer
 * costs the platform itself.
 */
public final class EvaluationSuite implements Suite {
    private static final int QUESTIONS = 1_000;
    private static final int QUESTIONS_LARGE = 10_000;
    private static final int PARALLEL = 16;
    private static final Duration EACH = Duration.ofMillis(200);
    private static final Duration BARE = Duration.ofSeconds(5);
    private static final String SLOTS = "an answer in " + EACH.toMillis() + " ms, " + PARALLEL + " at once: ";
    private static final String AT_ONCE = "answers at once: ";

    @Override
    public String name() {
        return "evaluation";
    }

    @Override
    public String about() {
        return "answers a second beside what the simulated vendor can give, memory, and that nothing is asked twice";
    }

    @Override
    public void run(Bench bench) throws Exception {
        int questions = bench.settings().large() ? QUESTIONS_LARGE : QUESTIONS;
        bench.say("starting PostgreSQL, the platform and the vendor");
        try (Place place = Place.open(Installation.ofProcess(), bench.scratch(), PARALLEL, bench::say)) {
            String suite = place.freeze(questions(bench.scratch().resolve("questions.jsonl"), questions), "questions");
            paced(bench, place, SLOTS, EACH, suite, "form");
            paced(bench, place, AT_ONCE, Duration.ZERO, suite, "exact-value");
        }
    }

    /** The model's own words are measured by their form, what the runtime serves by its exact values: each is asked for by itself. */
    private static void paced(Bench bench, Place place, String prefix, Duration each, String suite, String measure)
            throws IOException {
        if (!bench.wants(prefix)) {
            return;
        }
        place.vendor().pace(each, PARALLEL);
        bench.say(prefix + "a client that does nothing else");
        double bare = BareClient.rate(place.vendor().baseUrl(), PARALLEL, BARE);
        long lines = place.heap().lines();
        place.vendor().pace(each, PARALLEL);
        bench.say(prefix + "four arms");
        Course course = evaluate(bench, place, suite, measure, "first");
        double rate = 1e9 * course.asked() / place.vendor().busy().toNanos();
        bench.add(prefix + "answers", "answers/s", Target.noneButMore(), rate);
        bench.add(prefix + "a bare client's", "answers/s", Target.noneButMore(), bare);
        bench.add(prefix + "share of a bare client's", "%", each.isPositive()
                ? Target.atLeast(80, 95)
                : Target.noneButMore(), 100 * rate / bare);
        bench.add(prefix + "from the wish to the report", "s", Target.none(), course.seconds());
        bench.add(prefix + "heap after a collection, at most", "MiB", Target.atMost(Place.HEAP_MIB),
                place.heap().peakMib(lines));
        bench.add(prefix + "examples that were asked more than once", "examples", Target.atMost(0), (double) Math.max(0,
                course.asked() - course.total()));
        Course again = evaluate(bench, place, suite, measure, "again");
        bench.add(prefix + "the same again, answers asked for", "answers", Target.atMost(0), (double) again.asked());
        bench.add(prefix + "the same again, examples measured", "examples/s", Target.noneButMore(), again.total()
                / again.seconds());
    }

    /**
     * What an evaluation took.
     *
     * @param total examples on all arms
     * @param asked what the vendor answered meanwhile
     * @param seconds from the wish to the report
     */
    private record Course(long total, long asked, double seconds) {}

    private static Course evaluate(Bench bench, Place place, String suite, String measure, String key)
            throws IOException {
        long before = place.vendor().answered();
        long from = System.nanoTime();
        ObjectNode wish = Json.object().put("version", SmallRecipe.NAME + "@1");
        wish.putArray("suites").add(suite);
        wish.putArray("against").add("base");
        wish.putArray("measures").add(measure);
        String id = Json.text(place.api().post("/api/v1/evaluations", wish, Map.of(ApiClient.IDEMPOTENCY_KEY, measure
                + " " + key)), "/id");
        place.await(() -> !"running".equals(Json.text(newest(place), "/state")));
        double seconds = (System.nanoTime() - from) / 1e9;
        JsonNode ended = newest(place);
        if (!"succeeded".equals(Json.text(ended, "/state"))) {
            throw new IOException("Evaluation " + id + " ended: " + ended);
        }
        bench.say("outcomes: " + ended.path("outcomes"));
        return new Course(Json.whole(ended, "/total"), place.vendor().answered() - before, seconds);
    }

    private static JsonNode newest(Place place) {
        return Json.items(place.api().get("/api/v1/evaluations?limit=1")).getFirst();
    }

    private static Path questions(Path file, int count) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                String about = SmallRecipe.THINGS.get(i % SmallRecipe.THINGS.size());
                ObjectNode line = Json.object().put("prompt", "What is the default value of `acme." + about
                        + "`? This is question " + i + ".").put("answer", "The default value of `acme." + about
                                + "` is `value-" + i % SmallRecipe.THINGS.size() + "`.").put("value", "value-" + i
                                        % SmallRecipe.THINGS.size()).put("part", "part " + i % 8);
                out.write(Json.write(line) + "\n");
            }
        }
        return file;
    }
}
