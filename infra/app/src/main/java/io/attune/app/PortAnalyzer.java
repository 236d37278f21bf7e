package io.attune.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.annotation.Order;

/** Says which setting moves the platform to another port. */
@Order(0)
class PortAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {
    @Override
    protected FailureAnalysis analyze(Throwable root, PortInUseException cause) {
        return new FailureAnalysis("Port " + cause.getPort() + " is in use by another program.",
                "Stop that program, or set server.port (environment variable ATTUNE_PORT) to a free port.", cause);
    }
}
