package io.attune.app;

import java.util.stream.Collectors;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** The platform's own failures, as they describe themselves. */
@Order(0)
class PlatformAnalyzer extends AbstractFailureAnalyzer<PlatformException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, PlatformException cause) {
        if (cause instanceof InvalidInputException invalid) {
            String all = invalid.problems().stream().map(problem -> "  - " + problem).collect(Collectors.joining("\n"));
            return new FailureAnalysis("The settings cannot be used:\n" + all, "Correct what is listed.", cause);
        }
        return new FailureAnalysis(cause.message() + ".", cause.nextStep(), cause);
    }
}
