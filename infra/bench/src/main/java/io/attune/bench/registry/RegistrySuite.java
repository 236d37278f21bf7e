package io.attune.bench.registry;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import io.attune.bench.Bench;
import io.attune.bench.Readings;
import io.attune.bench.Suite;
import io.attune.bench.Target;

/** Fills a fresh platform, reads from it as clients do, and writes metrics into it. */
public final class RegistrySuite implements Suite {

    @Override
    public String name() {
        return "registry";
    }

    @Override
    public String about() {
        return "lookups, searches, lineage and logged metrics at 200,000 versions and ten million points";
    }

    @Override
    public void run(Bench bench) throws Exception {
        Scale scale = bench.settings().small() ? Scale.SMALL : Scale.WHOLE;
        double before = load();
        try (Site site = Site.open(bench)) {
            double seconds = Bench.wallSeconds(() -> new Filling(site.connection(), scale, bench::say).run());
            bench.add(String.format(Locale.ROOT, "filled: %,d versions, %,d points", scale.versions(), scale.points()),
                    "s", Target.none(), seconds);
            new Reads(bench, site.caller(), scale).run();
            new Logging(bench, site).run();
        }
        bench.add("load of the machine, before and after", "", Target.none(), Readings.of(before, load()));
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
