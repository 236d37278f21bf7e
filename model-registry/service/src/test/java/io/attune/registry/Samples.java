package io.attune.registry;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
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
}
