package io.attune.orchestrator.egress;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.springframework.stereotype.Service;

/** The one check that stands before everything that is sent to a vendor. Thread-safe. */
@Service
public class Egress {
    /** The policy does not let the data go there. */
    public static final ErrorCode REFUSED = new ErrorCode("egress-refused", ErrorKind.REFUSED);

    private final EgressRules rules;

    Egress(EgressRules rules) {
        this.rules = rules;
    }

    /** Whether a project's data may go somewhere now. */
    public EgressDecision decide(ProjectId project, DataPolicy data, Destination to) {
        return EgressPolicy.decide(rules.list(project), data, to);
    }

    /**
     * Ends what would send data that may not go.
     *
     * @throws PlatformException of code {@code egress-refused}, naming the rule, the data class, the region and what to do
     */
    public void require(ProjectId project, DataPolicy data, Destination to) {
        EgressDecision decision = decide(project, data, to);
        if (!decision.allowed()) {
            throw new PlatformException(REFUSED, "Not sent by rule '" + decision.rule() + "': " + decision.reason(),
                    decision.nextStep());
        }
    }
}
