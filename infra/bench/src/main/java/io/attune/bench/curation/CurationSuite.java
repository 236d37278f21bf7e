package io.attune.bench.curation;

import io.attune.bench.Bench;
import io.attune.bench.Suite;

/** Measures the dataset builder. */
public final class CurationSuite implements Suite {
    @Override
    public String name() {
        return "curation";
    }

    @Override
    public String about() {
        return "the dataset builder: speed, memory, recall against planted truth, determinism";
    }

    @Override
    public void run(Bench bench) throws Exception {
        new NearMeasures(bench).run();
        new RedactionMeasures(bench).run();
        new BuildMeasures(bench).run();
    }
}
