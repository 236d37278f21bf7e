package io.attune.provider.testkit;

import io.attune.provider.SubmitRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What must never be seen is not seen. */
abstract class KeepingSecretsCases {
    abstract ExamRoom room();

    @Test
    void no_message_and_no_log_shows_the_credential() {
        room().requireCredential();
        try (LogWatch log = new LogWatch()) {
            String secret = room().vendor().credential();
            SubmitRequest request = room().request("key-1");
            room().vendor().faults().next(Operation.CREATE_JOB, new Fault.LoseAnswer());
            StringBuilder seen = new StringBuilder();
            seen.append(room().provider()).append(room().provider().submit(request));
            seen.append(room().unreachableProvider().submit(request));
            seen.append(room().providerWith(secret + "\n").submit(request));
            seen.append(ExamRoom.stackTrace(room().failureOf(
                    () -> room().unreachableProvider().findByRunKey(request.key()))));
            seen.append(ExamRoom.stackTrace(room().failureOf(
                    () -> room().providerWith(secret + "x").findByRunKey(request.key()))));

            assertThat(seen.toString()).doesNotContain(secret);
            assertThat(log.text()).doesNotContain(secret);
        }
    }
}
