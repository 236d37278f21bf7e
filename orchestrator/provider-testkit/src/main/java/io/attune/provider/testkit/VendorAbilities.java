package io.attune.provider.testkit;

import java.net.URI;
import java.time.Instant;
import java.util.List;

import io.attune.provider.RunKey;

/** What a {@link SimulatedVendor} may be able to do beyond the verbs, each asked for by type. */
public final class VendorAbilities {
    private VendorAbilities() {}

    /** The vendor keeps books of what it billed. */
    public interface Bills {

        /** Every line for jobs that carry this key, oldest first. */
        List<Billed> billed(RunKey key);
    }

    /** The vendor sends signed webhooks when a job ends. */
    public interface Notifies {

        /** From now on every delivery goes to this address. */
        void notifyAt(URI target);

        /** From now on every delivery is sent this often; 0 loses them all. */
        void copies(int copies);

        /** From now on deliveries wait. */
        void hold();

        /** Sends what waited, the newest first; later deliveries go at once. */
        void release();
    }

    /** The vendor tunes by preference pairs and by a grader too. */
    public interface TunesOtherwise {

        /** A line of a preference training's file. */
        String preferenceLine(String question, String preferred, String rejected);

        /** A line of a reinforcement training's file. */
        String promptLine(String question, String reference);

        /** A grader in the vendor's form. */
        String grader();
    }

    /** The vendor announces when models go out of service. */
    public interface Retires {

        /** From now on the base model is announced to end then. */
        void retireBaseModel(Instant servingEnds);
    }

    /** The vendor answers everything by HTTP, so that every fault can be a status of HTTP. */
    public interface AnswersByHttp {}

    /** The vendor decides what becomes of the next job. */
    public interface DecidesFates {

        /** What becomes of the next job that is created. */
        void nextJob(JobFate fate);
    }
}
