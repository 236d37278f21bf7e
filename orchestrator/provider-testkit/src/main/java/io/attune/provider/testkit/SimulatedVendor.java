package io.attune.provider.testkit;

import java.net.URI;

import io.attune.provider.ConnectionOptions;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;

/** A server that speaks a vendor's dialect, as the exam drives it. Thread-safe. */
public interface SimulatedVendor extends AutoCloseable {

    /** Where its API begins. */
    URI baseUrl();

    /** What a connection to it needs beyond address and credential. */
    default ConnectionOptions options() {
        return ConnectionOptions.NONE;
    }

    /** An address of its kind at which nothing is; {@code freePort} is one at which nothing listens. */
    default URI unreachableUrl(int freePort) {
        return URI.create("http://127.0.0.1:" + freePort + "/v1");
    }

    /** Whether a run key names at most one job, so that asking again under it gives the job that is there. */
    default boolean oneJobPerKey() {
        return false;
    }

    /** What it accepts as credential; empty when it wants none, as a program on the same machine. */
    String credential();

    /** A model it tunes. */
    ProviderModelId baseModel();

    /** What shall go wrong. */
    Faults faults();

    /** How fast its trainings go. */
    Pace pace();

    /** A line of a training file in its format. */
    String exampleLine(String question, String answer);

    /** How many jobs it created for this key, whoever heard of them. */
    int paidJobs(RunKey key);

    /** How many requests for an operation reached it, answered or not. */
    int requests(Operation operation);

    @Override
    void close();
}
