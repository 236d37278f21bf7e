package io.attune.orchestrator.stage;

import io.attune.orchestrator.connection.ConnectionProfile;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Trainer;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.Slot;
import io.attune.provider.Connections;
import io.attune.provider.UsageMetering;
import org.springframework.stereotype.Component;

/** Slots by the limits of connections: what their owner said and what their vendor says, whichever is lower. */
@Component
class SlotsOfConnections implements SlotRule {
    private final ConnectionProfiles profiles;
    private final Connections connections;

    SlotsOfConnections(ConnectionProfiles profiles, Connections connections) {
        this.profiles = profiles;
        this.connections = connections;
    }

    @Override
    public Slot of(Run run, Recipe recipe) {
        ConnectionProfile profile = profiles.get(run.project(), recipe.target().connection());
        Trainer trainer = recipe.target().trainer();
        int gpus = connections.provider(profile.account()).ability(UsageMetering.class).flatMap(
                metering -> metering.atMost(trainer == null ? null : trainer.choice())).map(
                        UsageMetering.Bound::gpus).orElse(0);
        return new Slot(profile.account(), gpus, new Slot.Limits(profile.limits().jobs(), profile.limits().waiting(),
                profile.limits().gpus()));
    }
}
