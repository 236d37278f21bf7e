package io.attune.bench.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.attune.bench.Bench;
import io.attune.bench.Measure;
import io.attune.bench.Suite;
import io.attune.bench.Target;

/**
 * Dispatches on the real platform: seeded runs whose create is due, first at a vendor that answers in no time, so that nothing
 * but dispatch is measured, then at the simulator over HTTP, where all of them stay under way and are watched.
 */
public final class DispatchSuite implements Suite {
    private static final int TO_CLAIM = 300_000;
    private static final int TO_WATCH = 10_000;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final Duration SUBMITTED_WITHIN = Duration.ofMinutes(10);
    private static final String CLAIMS = "runs claimed and durably SUBMITTING";
    private static final String WATCHING = "watching " + TO_WATCH + " runs";

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String about() {
        return "runs claimed a second beside Quartz alone, and the cost of watching " + TO_WATCH + " jobs";
    }

    @Override
    public void run(Bench bench) throws Exception {
        try (Site site = Site.open(bench)) {
            if (bench.wants(CLAIMS)) {
                claims(bench, site);
            }
            if (bench.wants(WATCHING)) {
                watching(bench, site);
            }
        }
    }

    private static void claims(Bench bench, Site site) throws Exception {
        bench.say(CLAIMS + ": synchronous_commit " + site.runs().setting("synchronous_commit") + ", fsync "
                + site.runs().setting("fsync"));
        try (Node node = site.startNode(InstantProviderFactory.DIALECT, "http://127.0.0.1:9/", "none")) {
            int recipe = node.applyRecipe("instant");
            site.runs().seed(TO_CLAIM, recipe, "file-none");
            pass(WARM_UP);
            Instant from = site.runs().now();
            pass(WINDOW);
            Instant until = site.runs().now();
            long sent = site.runs().intents(from, until);
            bench.add(CLAIMS, "runs/s", Target.atLeast(1000), perSecond(sent, from, until));
        }
        bench.say("Quartz alone");
        double fired = site.quartz(WARM_UP, WINDOW);
        bench.beside(CLAIMS, new Measure.Peer("Quartz 2.5 clustered, triggers fired", fired));
        site.runs().clear();
    }

    private static void watching(Bench bench, Site site) throws Exception {
        try (Simulator vendor = site.startSimulator();
                Node node = site.startNode("openai", vendor.baseUrl(), vendor.credential())) {
            int recipe = node.applyRecipe(vendor.baseModel());
            Instant seeded = site.runs().now();
            site.runs().seed(TO_WATCH, recipe, vendor.trainingFile());
            while (site.runs().training() < TO_WATCH) {
                if (site.runs().now().isAfter(seeded.plus(SUBMITTED_WITHIN))) {
                    throw new IOException(site.runs().training() + " of " + TO_WATCH + " runs were submitted within "
                            + SUBMITTED_WITHIN);
                }
                pass(Duration.ofSeconds(1));
                bench.say(WATCHING + ": " + site.runs().training() + " submitted");
            }
            bench.add(WATCHING + ", submitted over HTTP before", "runs/s", Target.noneButMore(), perSecond(TO_WATCH,
                    seeded, site.runs().now()));
            bench.add(WATCHING + ", jobs at the vendor", "jobs", Target.atMost(TO_WATCH), vendor.jobs());
            pass(WARM_UP.multipliedBy(3));
            watch(bench, site, node);
        }
    }

    private static void watch(Bench bench, Site site, Node node) throws Exception {
        List<Double> ages = new ArrayList<>();
        Instant from = site.runs().now();
        Duration busy = node.cpu();
        while (site.runs().now().isBefore(from.plus(WINDOW.multipliedBy(2)))) {
            bench.say(WATCHING + ": the oldest state is " + Math.round(ages.isEmpty() ? 0 : ages.getLast()) + " s old");
            pass(Duration.ofSeconds(1));
            ages.add(site.runs().oldestState());
        }
        double seconds = Duration.between(from, site.runs().now()).toMillis() / 1000.0;
        bench.add(WATCHING + ", CPU", "% of a core", Target.atMost(25), 100 * node.cpu().minus(busy).toMillis()
                / 1000.0 / seconds);
        bench.add(WATCHING + ", oldest state", "s", Target.atMost(60), ages.stream().mapToDouble(
                Double::doubleValue).max().orElseThrow());
        bench.add(WATCHING + ", heap allowed", "MiB", Target.atMost(512), Node.HEAP_MIB);
        bench.add(WATCHING + ", heap used after a collection", "MiB", Target.atMost(512), node.usedHeapMib());
    }

    private static double perSecond(long count, Instant from, Instant until) {
        return count * 1000.0 / Duration.between(from, until).toMillis();
    }

    /** Lets the processes that are measured work for a while. */
    static void pass(Duration time) throws InterruptedException {
        Thread.sleep(time);
    }
}
