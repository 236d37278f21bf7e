package io.attune.registry.mlflow.models;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.attune.registry.mlflow.wire.MlflowError;

/** MLflow's stages, which older clients use where others use aliases. They mean nothing to the platform itself. */
enum Stage {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String word;

    Stage(String word) {
        this.word = word;
    }

    /** In any case of letters. */
    static Stage of(String written) {
        for (Stage stage : values()) {
            if (stage.word.equalsIgnoreCase(written)) {
                return stage;
            }
        }
        throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid Model Version stage: " + written
                + ". Value must be one of " + Arrays.stream(values()).map(Stage::word).collect(Collectors.joining(
                        ", ")) + ".");
    }

    String word() {
        return word;
    }

    /** Only of these there is one version at a time, where a client wants it so. */
    boolean isActive() {
        return this == STAGING || this == PRODUCTION;
    }
}
