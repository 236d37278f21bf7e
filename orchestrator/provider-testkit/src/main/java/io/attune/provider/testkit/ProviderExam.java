package io.attune.provider.testkit;

import java.nio.file.Path;
import java.time.InstantSource;

import io.attune.provider.ProviderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a provider, as cases. An adapter's test extends this class and says how it connects and against which
 * vendor it is examined; cases about an ability the adapter does not have are skipped.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SuppressWarnings({"NullAway.Init", "JUnitMalformedDeclaration"}) // set before each case
public abstract class ProviderExam {
    @TempDir
    Path folder;
    private ExamRoom room;

    /** The adapter's factory. */
    protected abstract ProviderFactory factory();

    /** A vendor of the adapter's dialect with its books in {@code books}, where it finds those of an earlier one. */
    protected abstract SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock);

    @BeforeEach
    final void enter() {
        room = new ExamRoom(folder, factory(), this::openVendor);
    }

    @AfterEach
    final void leave() {
        room.close();
    }

    /** A job that is asked for exists once, or the caller knows that it does not. */
    @Nested
    class Submitting extends SubmittingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** The run key leads to the job, and to no other. */
    @Nested
    class Finding extends FindingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** A job's state is told as it is. */
    @Nested
    class Polling extends PollingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** A job can be stopped. */
    @Nested
    class Cancelling extends CancellingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** Losses and checkpoints arrive as they are measured. */
    @Nested
    class Watching extends WatchingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** Models answer, and say how likely they find an answer. */
    @Nested
    class Answering extends AnsweringCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** Files arrive whole or are refused with the lines at fault. */
    @Nested
    class Uploading extends UploadingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** What must never be seen is not seen. */
    @Nested
    class KeepingSecrets extends KeepingSecretsCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** A job rests when it is asked to, and goes on. */
    @Nested
    class Pausing extends PausingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** Other methods are asked for in full. */
    @Nested
    class Methods extends MethodCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** Signed deliveries are believed, all others are not. */
    @Nested
    class Notifying extends NotifyingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** A tuned model answers once it is deployed. */
    @Nested
    class Deploying extends DeployingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** What lies at the vendor is seen. */
    @Nested
    class TakingStock extends TakingStockCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** What was trained is what was billed. */
    @Nested
    class Billing extends BillingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }

    /** What can be looked at before a job is, and after it. */
    @Nested
    class Checking extends CheckingCases {
        @Override
        ExamRoom room() {
            return room;
        }
    }
}
