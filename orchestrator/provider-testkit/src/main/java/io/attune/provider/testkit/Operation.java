package io.attune.provider.testkit;

/** What a request asks of a vendor, whatever the dialect calls it. */
public enum Operation {
    UPLOAD_FILE,
    DELETE_FILE,
    CREATE_JOB,
    READ_JOB,
    LIST_JOBS,
    CANCEL_JOB,
    READ_EVENTS,
    READ_CHECKPOINTS,
    PAUSE_JOB,
    RESUME_JOB,
    CHAT,
    DEPLOY,
    UNDEPLOY,
    LIST_DEPLOYMENTS,
    COUNT_TOKENS,
    OTHER
}
