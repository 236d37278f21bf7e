package io.attune.provider.testkit;

import java.net.URI;

import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;

/** A server that speaks a vendor's dialect, as the exam drives it. Thread-safe. */
public interface SimulatedVendor extends AutoCloseable {

    /** Where its API begins. */
    URI baseUrl();

    /** What it accepts as credential. */
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
