package io.attune.orchestrator.run;

import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tells a failure of what the platform stands on from a defect of its own, by the causes of an exception. */
final class Outages {
    private static final int CAUSES_MAX = 20;

    private Outages() {}

    /** Whether a statement or a transaction failed, so that nothing can be stored about it either. */
    static boolean isOfDatabase(Throwable failure) {
        return causes(failure).anyMatch(cause -> cause instanceof DataAccessException
                || cause instanceof TransactionException || cause instanceof SQLException);
    }

    /** Whether a stream from elsewhere, such as an object's content, broke off. */
    static boolean isOfConnection(Throwable failure) {
        return causes(failure).anyMatch(IOException.class::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(CAUSES_MAX);
    }
}
