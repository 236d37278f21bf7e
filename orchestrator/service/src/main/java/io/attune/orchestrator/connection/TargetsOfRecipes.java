package io.attune.orchestrator.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.catalog.TargetQuestion;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.egress.Egress;
import io.attune.orchestrator.egress.EgressDecision;
import io.attune.orchestrator.recipe.Method;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Remark;
import io.attune.orchestrator.recipe.TargetChecks;
import org.springframework.stereotype.Component;

/** Checks targets against the connections, the catalogue and the egress policy. */
@Component
class TargetsOfRecipes implements TargetChecks {
    private static final String OWN_TRAINER = "command";

    private final ConnectionProfiles connections;
    private final Catalog catalog;
    private final Egress egress;

    TargetsOfRecipes(ConnectionProfiles connections, Catalog catalog, Egress egress) {
        this.connections = connections;
        this.catalog = catalog;
        this.egress = egress;
    }

    @Override
    public Set<String> connections(ProjectId project) {
        return connections.names(project);
    }

    @Override
    public List<Remark> remarks(ProjectId project, Recipe.Target target, DataPolicy data) {
        ConnectionProfile connection = connections.get(project, target.connection());
        List<Remark> remarks = new ArrayList<>(catalog.remarks(project, new TargetQuestion(connection.name(),
                connection.vendor(), connection.destination().region().name(), connection.destination().local(),
                target.baseModel(), target.method().word(), target.epochs())));
        remarks.addAll(ownTrainer(project, target, connection));
        EgressDecision decision = egress.decide(project, data, connection.destination());
        if (!decision.allowed()) {
            remarks.add(Remark.problem("connection", "rule '" + decision.rule() + "' does not let it go: "
                    + decision.reason(), decision.nextStep()));
        }
        return remarks;
    }

    /** What only a trainer of one's own takes, and what it does not. */
    private List<Remark> ownTrainer(ProjectId project, Recipe.Target target, ConnectionProfile connection) {
        if (connection.dialect().equals(OWN_TRAINER)) {
            return target.method() instanceof Method.Reinforcement
                    ? List.of(Remark.problem("method", "a trainer of one's own does not train with a grader",
                            "Write 'method: supervised' or 'method: dpo'."))
                    : List.of();
        }
        String can = connections.names(project).stream().filter(name -> connections.get(project, name).dialect().equals(
                OWN_TRAINER)).sorted().collect(Collectors.joining(", "));
        String nextStep = can.isEmpty()
                ? "Leave it out; no connection runs a trainer of your own."
                : "Leave it out, or use a connection that runs a trainer of your own: " + can + ".";
        List<Remark> remarks = new ArrayList<>();
        if (target.trainer() != null) {
            remarks.add(Remark.problem("trainer", "connection '" + connection.name()
                    + "' trains by itself and takes no trainer", nextStep));
        }
        if (target.loraRank() != null) {
            remarks.add(Remark.problem("parameters", "connection '" + connection.name()
                    + "' does not take 'loraRank'", nextStep));
        }
        return remarks;
    }
}
