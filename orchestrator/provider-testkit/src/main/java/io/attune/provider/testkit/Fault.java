package io.attune.provider.testkit;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Something that goes wrong with one request. */
public sealed interface Fault {

    /** The connection breaks before the vendor did anything. */
    record DropRequest() implements Fault {}

    /** The vendor does what was asked and commits it, then the connection breaks without an answer. */
    record LoseAnswer() implements Fault {}

    /** The vendor does what was asked and commits it, then answers with this failure, such as 500. */
    record FailAfterCommit(int status) implements Fault {}

    /**
     * The vendor does nothing and answers with this status.
     *
     * @param retryAfter how long it asks to wait, or null when it does not say
     */
    record Refuse(int status, @Nullable Duration retryAfter) implements Fault {}

    /** The vendor does what was asked; its answer breaks off in the middle. */
    record TruncateAnswer() implements Fault {}

    /** The vendor answers with a job in a state of this name, which no documentation mentions. */
    record UnknownState(String value) implements Fault {}

    /** The vendor does what was asked; the answer comes as a redirect to this address. */
    record Redirect(String location) implements Fault {}
}
