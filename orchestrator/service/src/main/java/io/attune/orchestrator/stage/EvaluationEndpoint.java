package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.provider.Connections;
import io.attune.provider.Deploys;
import io.attune.provider.ProviderModelId;
import io.attune.registry.Lease;
import io.attune.registry.Leases;
import org.springframework.stereotype.Component;

/**
 * The endpoint by which a run's tuned model is asked where its vendor serves none by itself and lets endpoints cost by the
 * hour. It is made only under a lease that stands already, so whatever dies, the janitor takes it down.
 */
@Component
class EvaluationEndpoint {
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration RENEW_BEFORE = Duration.ofMinutes(15);
    /** A lease that ends so soon is not begun with any more: making an endpoint takes its time. */
    private static final Duration MARGIN = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final int LEASES_MAX = 3;

    private final Connections connections;
    private final ConnectionProfiles profiles;
    private final Prices prices;
    private final Leases leases;
    private final InstantSource clock;

    EvaluationEndpoint(Connections connections, ConnectionProfiles profiles, Prices prices, Leases leases,
            InstantSource clock) {
        this.connections = connections;
        this.profiles = profiles;
        this.prices = prices;
        this.leases = leases;
        this.clock = clock;
    }

    /** How the endpoint stands. */
    sealed interface Standing {
        /** @param model by which the tuned model is asked */
        record Ready(ProviderModelId model) implements Standing {}

        /** What the run does now instead of asking. */
        record NotReady(RunEvent event) implements Standing {}
    }

    /**
     * To be called before money is held for the run: what cannot be paid for afterwards is not begun.
     *
     * @throws io.attune.kernel.PlatformException of code {@code no-price}
     */
    void requirePrice(Run run, Recipe recipe) {
        if (isNeeded(run, recipe)) {
            perHour(recipe);
        }
    }

    /** Has the tuned model answer, or says what comes first. */
    Standing stand(Run run, Recipe recipe, ProviderModelId tuned) {
        if (!isNeeded(run, recipe)) {
            return new Standing.Ready(tuned);
        }
        for (int number = 1; number <= LEASES_MAX; number++) {
            String name = name(run, number);
            switch (leases.open(new Leases.NewLease(run.project(), run.id(), run.recipe(), name, Purse.attribution(run,
                    recipe), perHour(recipe), LEASE, Purse.limits(recipe)))) {
                case Leases.Outcome.NotLeased refused -> {
                    return new Standing.NotReady(new RunEvent.Failed(new Fact.Failure(refused.refused().code(),
                            ErrorKind.REFUSED, "No endpoint to evaluate the tuned model: "
                                    + refused.refused().message(), refused.refused().nextStep(), run.state())));
                }
                case Leases.Outcome.Leased(Lease lease) -> {
                    if (lease.open() && lease.until().isAfter(clock.instant().plus(MARGIN))) {
                        return under(renewed(lease), run, recipe, tuned);
                    }
                }
            }
        }
        return failed(run, "endpoint-not-active", "The endpoint to evaluate the tuned model did not come to answer"
                + " within " + LEASES_MAX + " leases of " + LEASE.toMinutes() + " minutes");
    }

    private Lease renewed(Lease lease) {
        Instant now = clock.instant();
        if (lease.until().isBefore(now.plus(RENEW_BEFORE)) && leases.renew(lease.project(), lease.id(), now.plus(
                LEASE)) instanceof Leases.Outcome.Leased(Lease longer)) {
            return longer;
        }
        return lease;
    }

    private Standing under(Lease lease, Run run, Recipe recipe, ProviderModelId tuned) {
        Deploys deploys = deploys(recipe).orElseThrow();
        Optional<Deploys.Deployment> there = deploys.deployments().stream().filter(one -> one.name().equals(
                lease.endpoint())).findFirst();
        if (there.isEmpty()) {
            deploy(deploys, lease, run, recipe, tuned);
            return new Standing.NotReady(new RunEvent.StillWorking(LOOK_AGAIN));
        }
        Deploys.State state = there.get().state();
        if (state == Deploys.State.FAILED) {
            return failed(run, "endpoint-failed", "The vendor could not make the endpoint to evaluate the tuned model ("
                    + there.get().rawState() + ")");
        }
        return state == Deploys.State.ACTIVE
                ? new Standing.Ready(there.get().endpoint())
                : new Standing.NotReady(new RunEvent.StillWorking(LOOK_AGAIN));
    }

    /** Whoever stood still for the whole lease between looking and making takes down what it made. */
    private void deploy(Deploys deploys, Lease lease, Run run, Recipe recipe, ProviderModelId tuned) {
        Map<String, String> labels = new TreeMap<>(recipe.labels());
        labels.put("run_key", run.id().value());
        deploys.deploy(new Deploys.Request(lease.endpoint(), tuned, labels));
        boolean stands = leases.open(run.project()).stream().anyMatch(one -> one.id().equals(lease.id())
                && one.until().isAfter(clock.instant()));
        if (!stands) {
            deploys.undeploy(lease.endpoint());
        }
    }

    /**
     * Ends the leases of a run.
     *
     * @return whether its endpoints are gone, and charged
     */
    boolean close(Run run) {
        boolean gone = true;
        for (Lease lease : leases.open(run.project())) {
            if (lease.run().equals(run.id())) {
                leases.close(run.project(), lease.id());
                gone = false;
            }
        }
        return gone;
    }

    /** A server of the operator's own that has no price serves what it has anyway. */
    private boolean isNeeded(Run run, Recipe recipe) {
        Recipe.Target target = recipe.target();
        return recipe.evaluation().arms().stream().anyMatch(Recipe.Arm::tuned) && deploys(recipe).isPresent()
                && (prices.look(target.connection(), target.baseModel(), Price.Kind.HOSTING).isPresent()
                        || !profiles.get(run.project(), target.connection()).destination().local());
    }

    private Optional<Deploys> deploys(Recipe recipe) {
        return connections.provider(recipe.target().connection()).ability(Deploys.class);
    }

    private Money perHour(Recipe recipe) {
        return prices.find(recipe.target().connection(), recipe.target().baseModel(), Price.Kind.HOSTING).amount();
    }

    /** Letters, digits and hyphens, 2 to 64. */
    private static String name(Run run, int number) {
        return "attune-" + run.id().value().replace('_', '-') + (number == 1 ? "" : "-" + number);
    }

    private static Standing failed(Run run, String code, String message) {
        return new Standing.NotReady(new RunEvent.Failed(new Fact.Failure(code, ErrorKind.OUTSIDE, message,
                "Look at the vendor's console, then evaluate again: attune run retry " + run.id()
                        + " --from evaluate", run.state())));
    }
}
