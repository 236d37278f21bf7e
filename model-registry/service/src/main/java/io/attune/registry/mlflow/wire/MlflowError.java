package io.attune.registry.mlflow.wire;

/** MLflow's error codes, each with the HTTP status under which its servers send it. */
public enum MlflowError {
    INVALID_PARAMETER_VALUE(400),
    BAD_REQUEST(400),
    RESOURCE_ALREADY_EXISTS(400),
    UNAUTHENTICATED(401),
    PERMISSION_DENIED(403),
    RESOURCE_DOES_NOT_EXIST(404),
    ENDPOINT_NOT_FOUND(404),
    RESOURCE_CONFLICT(409),
    REQUEST_LIMIT_EXCEEDED(429),
    INTERNAL_ERROR(500),
    INVALID_STATE(500),
    TEMPORARILY_UNAVAILABLE(503);

    private final int status;

    MlflowError(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** Ends the request. */
    public MlflowException because(String message) {
        return new MlflowException(this, message);
    }
}
