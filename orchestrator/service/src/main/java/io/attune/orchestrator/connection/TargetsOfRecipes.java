package io.attune.orchestrator.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.catalog.TargetQuestion;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.egress.Egress;
import io.attune.orchestrator.egress.EgressDecision;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Remark;
import io.attune.orchestrator.recipe.TargetChecks;
import org.springframework.stereotype.Component;

/** Checks targets against the connections, the catalogue and the egress policy. */
@Component
class TargetsOfRecipes implements TargetChecks {
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
    public List<Remark> remarks(ProjectId project, Recipe.Target target, String method, DataPolicy data) {
        ConnectionProfile connection = connections.get(project, target.connection());
        List<Remark> remarks = new ArrayList<>(catalog.remarks(project, new TargetQuestion(connection.name(),
                connection.vendor(), connection.destination().region().name(), connection.destination().local(),
                target.baseModel(), method, target.epochs())));
        EgressDecision decision = egress.decide(project, data, connection.destination());
        if (!decision.allowed()) {
            remarks.add(Remark.problem("connection", "rule '" + decision.rule() + "' does not let it go: "
                    + decision.reason(), decision.nextStep()));
        }
        return remarks;
    }
}
