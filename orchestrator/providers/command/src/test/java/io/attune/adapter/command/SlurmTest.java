package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

import io.attune.provider.ProviderFactory;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.ProviderExam;
import io.attune.provider.testkit.SimulatedVendor;

/** A job of a real Slurm cluster. */
class SlurmTest extends ProviderExam {

    @Override
    protected ProviderFactory factory() {
        return new CommandProviderFactory();
    }

    @Override
    protected SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock) {
        return site(books, pace, clock, Map.of());
    }

    static TestSite site(Path books, Pace pace, InstantSource clock, Map<String, String> slurm) {
        SlurmCluster cluster = SlurmCluster.require();
        try {
            Files.createDirectories(books);
            Files.writeString(books.resolve("slurm"), cluster.configuration() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> options = new TreeMap<>(Map.of("launcher", "slurm", "slurm",
                "--partition=exam"));
        options.putAll(slurm);
        return new TestSite(books, pace, clock, TestSite.folder(books).toUri(), "", options);
    }
}
