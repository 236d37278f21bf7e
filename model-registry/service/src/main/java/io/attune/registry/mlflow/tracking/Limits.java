package io.attune.registry.mlflow.tracking;

import io.attune.registry.mlflow.wire.MlflowError;

/** How large what clients send may be, as MLflow's servers limit it. */
final class Limits {
    static final int METRICS = 1000;
    static final int PARAMS = 100;
    static final int TAGS = 100;
    static final int ALL = 1000;
    static final int PARAM_VALUE = 6000;
    static final int TAG_VALUE = 8000;
    static final int EXPERIMENT_TAG_VALUE = 5000;

    private Limits() {}

    static void count(String what, int count, int most) {
        if (count > most) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("A batch logging request can contain at most " + most
                    + " "
                    + what + ". Got " + count + " " + what + ". Please split up " + what
                    + " across multiple requests and"
                    + " try again.");
        }
    }
}
