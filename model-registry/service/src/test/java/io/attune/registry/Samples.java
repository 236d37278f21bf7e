package io.attune.registry;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.Interval;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Aliases.AliasChange;
import io.attune.registry.ReservationRequest.Limits;

/** Test data that shows only what matters to the case. */
public final class Samples {
    private static final UuidV7 IDS = new UuidV7(InstantSource.system(), new SecureRandom());

    private Samples() {}

    /** A project nothing else uses. */
    public static ProjectId newProject() {
        return new ProjectId("p" + IDS.next().toString().replace("-", ""));
    }

    public static RunId newRun() {
        return RunId.of(IDS.next());
    }

    public static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    /** Asks for money of scope {@code recipe} for {@code training}, bounded by the month alone. */
    public static ReservationRequest ask(ProjectId project, RunId run, String amount, String perMonth) {
        return new ReservationRequest(project, run, "training", "recipe", usd(amount),
                new Limits(null, usd(perMonth)));
    }

    public static NewCharge bill(ProjectId project, RunId run, String key, String amount, Instant at) {
        return new NewCharge(project, key, run, "recipe", "recipe", ChargeKind.TRAINING, usd(amount),
                new BigDecimal(1000), "trained tokens", "demo tariff", Map.of("team", "platform"), at);
    }

    /** A version tuned by {@code run} on {@code model@1}. */
    public static NewModelVersion tuned(ProjectId project, String model, RunId run) {
        return new NewModelVersion(project, model, new ProviderModel("sandbox", "ft:mini:" + run, false), "attune-mini",
                new Origin.Tuned(run, new VersionRef(model, 1), "supervised", Map.of("epochs", "3")),
                List.of(new NewModelVersion.Artifact("checkpoint", "runs/" + run + "/checkpoint", Digest.of("x"), 17)),
                List.of(metric("tuned", 0.9)), "", Map.of());
    }

    public static Metric metric(String arm, double value) {
        return new Metric("evaluation", "defaults", arm, "exact-value",
                new Interval(value - 0.1, value, value + 0.1), 209);
    }

    /** Registers so many tuned versions of a model. */
    public static void register(Models models, ProjectId project, String model, int versions) {
        for (int i = 0; i < versions; i++) {
            models.register(tuned(project, model, newRun()));
        }
    }

    public static AliasChange champion(ProjectId project, String model, int version) {
        return new AliasChange(project, new VersionRef(model, version), "champion", "ann", "because", null, null);
    }

    public static Caller approver(ProjectId project, String name) {
        return new Caller(project, name, Permission.APPROVER);
    }
}
