package io.attune.dataset.origin;

import java.net.URI;
import java.nio.file.Path;
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
 */
@ConfigurationProperties("attune.sources")
public record SourceProperties(@Nullable Path jars, @DefaultValue("5GB") DataSize fileSizeMax,
        @DefaultValue("10000") int filesMax, @DefaultValue List<S3> s3) {

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
}
