package io.attune.orchestrator.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.kernel.PlatformException;
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
import io.attune.orchestrator.recipe.Trainer;
import io.attune.provider.Connections;
import io.attune.provider.Hyperparameters;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenScoring;
import io.attune.provider.TrainerChoice;
import io.attune.provider.TrainerLimits;
import org.springframework.stereotype.Component;

/** Checks targets against the connections, the catalogue and the egress policy. */
@Component
class TargetsOfRecipes implements TargetChecks {
    private static final String OWN_TRAINER = "command";

    private final ConnectionProfiles connections;
    private final Catalog catalog;
    private final Egress egress;
    private final Connections providers;

    TargetsOfRecipes(ConnectionProfiles connections, Catalog catalog, Egress egress, Connections providers) {
        this.connections = connections;
        this.catalog = catalog;
        this.egress = egress;
        this.providers = providers;
    }

    @Override
    public Set<String> connections(ProjectId project) {
        return connections.names(project);
    }

    /** One that cannot be opened is another problem, which is said elsewhere. */
    @Override
    public boolean tellsProbabilities(ProjectId project, String connection) {
        try {
            return providers.provider(project, connection).ability(TokenScoring.class).isPresent();
        } catch (PlatformException e) {
            return true;
        }
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

    /** What the connection's own trainer would refuse at the start of a job. */
    private List<Remark> beyondTrainer(ProjectId project, Recipe.Target target) {
        Trainer trainer = target.trainer();
        TrainerChoice choice = trainer == null ? new TrainerChoice(null, null, null, null) : trainer.choice();
        return providers.provider(project, target.connection()).ability(TrainerLimits.class).flatMap(
                limits -> limits.refusal(new ProviderModelId(target.baseModel()), target.method().training(),
                        new Hyperparameters(target.epochs(), target.batchSize(), target.learningRate(), target.seed(),
                                target.loraRank()), choice)).map(why -> List.of(Remark.problem(trainer == null
                                        ? "baseModel"
                                        : "trainer", why,
                                        "Ask for what the connection has, or use another one."))).orElse(
                                                List.of());
    }

    /** What only a trainer of one's own takes, and what it does not. */
    private List<Remark> ownTrainer(ProjectId project, Recipe.Target target, ConnectionProfile connection) {
        if (connection.dialect().equals(OWN_TRAINER)) {
            return target.method() instanceof Method.Reinforcement
                    ? List.of(Remark.problem("method", "a trainer of one's own does not train with a grader",
                            "Write 'method: supervised' or 'method: dpo'."))
                    : beyondTrainer(project, target);
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
