package io.attune.registry.ledger;

import java.math.BigDecimal;

/** What to add to a balance. */
record Change(BigDecimal spent, BigDecimal reserved, BigDecimal unreserved) {
    static Change reserved(BigDecimal amount) {
        return new Change(BigDecimal.ZERO, amount, BigDecimal.ZERO);
    }

    /** Money that was held is spent. */
    static Change drawn(BigDecimal amount) {
        return new Change(amount, amount.negate(), BigDecimal.ZERO);
    }

    /** Money is spent that nobody held, or comes back. */
    static Change unreserved(BigDecimal amount) {
        return new Change(amount, BigDecimal.ZERO, amount.max(BigDecimal.ZERO));
    }

    Change plus(Change other) {
        return new Change(spent.add(other.spent), reserved.add(other.reserved), unreserved.add(other.unreserved));
    }
}
