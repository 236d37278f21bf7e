package io.attune.registry.mlflow.wire;

/** A refusal in MLflow's words. */
public final class MlflowException extends RuntimeException {
    private final MlflowError error;

    MlflowException(MlflowError error, String message) {
        super(message);
        this.error = error;
    }

    public MlflowError error() {
        return error;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
