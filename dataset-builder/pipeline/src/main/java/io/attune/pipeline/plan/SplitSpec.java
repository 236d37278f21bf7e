package io.attune.pipeline.plan;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * How the dataset is parted.
 *
 * @param validation the share held out to watch the training
 * @param test the share held out for evaluation
 * @param groupBy the attribute whose equal values stay together; null, and examples without it, go by their own group
 * @param stratifyBy the attribute whose values each split has in like proportion, or null
 * @param seed decides who goes where
 */
public record SplitSpec(BigDecimal validation, BigDecimal test, @Nullable String groupBy, @Nullable String stratifyBy,
        long seed) {
    /** 5 % validation, 10 % test, seed 42. */
    public static final SplitSpec DEFAULT = new SplitSpec(new BigDecimal("0.05"), new BigDecimal("0.1"), null, null,
            42);

    public SplitSpec {
        if (validation.signum() < 0 || test.signum() < 0 || validation.add(test).compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException("Validation (" + validation + ") and test (" + test
                    + ") are shares that leave some to train on");
        }
    }
}
