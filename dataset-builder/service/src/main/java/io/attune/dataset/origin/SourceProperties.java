package io.attune.dataset.origin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where sources are found.
 *
 * @param jars the folder of {@code artifact-version.jar} files for spring-metadata, or null when there is none
 * @param fileSizeMax of one file, however it comes; S3 takes 5 GB at once
 * @param filesMax of one source
 * @param s3 places on S3 servers that recipes may read from
 * @param jdbc databases that recipes may query
 * @param web how files of other servers are fetched
 */
@ConfigurationProperties("attune.sources")
public record SourceProperties(@Nullable Path jars, @DefaultValue("5GB") DataSize fileSizeMax,
        @DefaultValue("10000") int filesMax, @DefaultValue List<S3> s3, @DefaultValue List<Jdbc> jdbc,
        @DefaultValue Web web) {

    /**
     * A place on an S3 server. Exactly one of the two credentials is given with an access key, none without.
     *
     * @param name by which recipes call it: {@code s3://NAME/…}
     * @param endpoint the server, or null for AWS's own
     * @param prefix what every key that recipes can reach begins with; empty for the whole bucket
     * @param accessKey null for the ambient credentials
     * @param credentialFile a file that holds the secret key
     * @param credentialEnv an environment variable that holds the secret key
     * @param projects that may read from it; empty for all
     */
    public record S3(String name, @Nullable URI endpoint, String bucket, @DefaultValue("us-east-1") String region,
            @DefaultValue("") String prefix, @Nullable String accessKey, @Nullable Path credentialFile,
            @Nullable String credentialEnv, @DefaultValue List<String> projects) {}

    /**
     * A database. Give it a user who may read what recipes need and nothing else; what is sent is read-only in any case.
     *
     * @param name by which recipes call it: {@code connection: NAME}
     * @param url such as {@code jdbc:postgresql://host/database}, without credentials
     * @param credentialFile a file that holds the password
     * @param credentialEnv an environment variable that holds the password
     * @param fetchSize how many rows are held in memory at once
     * @param statementTimeout after which the database ends a query
     * @param rowsMax of one query
     * @param projects that may query it; empty for all
     */
    public record Jdbc(String name, String url, @Nullable String username, @Nullable Path credentialFile,
            @Nullable String credentialEnv, @DefaultValue("1000") int fetchSize,
            @DefaultValue("5m") Duration statementTimeout, @DefaultValue("1000000") long rowsMax,
            @DefaultValue List<String> projects) {

        /** Leaves the address out, which may say too much. */
        @Override
        public String toString() {
            return "database " + name;
        }
    }

    /**
     * Files of other servers.
     *
     * @param privateHosts hosts, with or without {@code :port}, that may be read from although their addresses are private
     * @param connectTimeout for one address
     * @param readTimeout after which a silent server is given up
     * @param timeout of a whole file
     * @param redirectsMax that are followed, each looked at like the first address
     */
    public record Web(@DefaultValue List<String> privateHosts, @DefaultValue("10s") Duration connectTimeout,
            @DefaultValue("30s") Duration readTimeout, @DefaultValue("30m") Duration timeout,
            @DefaultValue("5") int redirectsMax) {}
}
