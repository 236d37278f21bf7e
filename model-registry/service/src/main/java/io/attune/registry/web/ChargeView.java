package io.attune.registry.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.registry.Charge;
import io.attune.registry.ChargeId;
import io.attune.registry.NewCharge;
import org.jspecify.annotations.Nullable;

/** A charge as JSON. */
public record ChargeView(ChargeId id, String key, @Nullable RunId run, String recipe, @Nullable String model,
        String kind, Money amount, Money overrun, BigDecimal quantity, String unit, String priceSource,
        Map<String, String> labels, Instant at, String stage, Charge.@Nullable Converted inBudget, Instant countedAt,
        String reason) {

    public static ChargeView of(Charge charge) {
        NewCharge bill = charge.bill();
        return new ChargeView(charge.id(), bill.key(), bill.run(), bill.scope(), bill.model(), Words.of(bill.kind()),
                bill.amount(), charge.overrun(), bill.quantity(), bill.unit(), bill.priceSource(), bill.labels(),
                bill.at(), Words.of(bill.stage()), charge.inBudget(), charge.countedAt(), charge.reason());
    }
}
