package io.attune.sandbox;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What {@code sandbox.json} says. It exists while everything in it answers.
 *
 * @param schema 1; another number means that fields changed their meaning
 * @param instance names this start
 * @param trainer null until the trainer's process is known
 */
record SandboxFile(int schema, String instance, long pid, Instant startedAt, String data, Postgres postgres, S3 s3,
        Provider provider, @Nullable Trainer trainer) {

    record Postgres(long pid, int port, String jdbcUrl, String user, String password) {}

    record S3(String endpoint, String bucket, String region, String accessKey, String secretKey) {}

    /** {@code tariff} is the demo's price list, as {@code GET /v1/tariff} gives it. */
    record Provider(String dialect, String baseUrl, String apiKey, String baseModel, Map<String, Object> tariff) {}

    record Trainer(long pid) {}

    SandboxFile withPostgres(long postgresPid) {
        return new SandboxFile(schema, instance, pid, startedAt, data, new Postgres(postgresPid, postgres.port(),
                postgres.jdbcUrl(), postgres.user(), postgres.password()), s3, provider, trainer);
    }

    SandboxFile withTrainer(long trainerPid) {
        return new SandboxFile(schema, instance, pid, startedAt, data, postgres, s3, provider,
                new Trainer(trainerPid));
    }

    /** Leaves the credentials out. */
    @Override
    public String toString() {
        return "sandbox " + instance + " in " + data;
    }
}
