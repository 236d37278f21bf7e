package io.attune.adapter.command;

import java.nio.file.Path;
import java.time.InstantSource;

import io.attune.provider.ProviderFactory;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.ProviderExam;
import io.attune.provider.testkit.SimulatedVendor;

/** A process of this machine. */
class ProcessTest extends ProviderExam {

    @Override
    protected ProviderFactory factory() {
        return new CommandProviderFactory();
    }

    @Override
    protected SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock) {
        return TestSite.here(books, pace, clock);
    }
}
