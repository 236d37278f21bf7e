package io.attune.provider.testkit;

/** What becomes of a job that is not to go well. */
public enum JobFate {
    /** After its first checkpoint it is put off its machines, queued again and resumed; nothing is billed twice. */
    RESTARTS,
    /** It succeeds, is billed, and then everything is paid back. */
    REFUNDED,
    /** It runs out of the time the vendor gives a job and fails after its first checkpoint. */
    EXPIRES,
    /** Once it has ended the vendor does not know it any more. */
    FORGOTTEN
}
