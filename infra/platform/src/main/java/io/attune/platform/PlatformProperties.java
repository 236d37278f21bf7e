package io.attune.platform;

import java.nio.file.Path;
import java.util.List;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The platform's own settings.
 *
 * @param home the folder for what is this machine's alone: the admin key, the index, logs
 * @param apiKeys keys beside the admin key, stored as digests
 */
@ConfigurationProperties("attune")
public record PlatformProperties(@DefaultValue(".attune") Path home, @DefaultValue List<ApiKey> apiKeys) {

    /**
     * An API key.
     *
     * @param name for the audit trail
     * @param sha256 the SHA-256 of the key in 64 hexadecimal digits
     */
    public record ApiKey(String name, String sha256, @DefaultValue("default") String project,
            @DefaultValue("viewer") Permission permission) {

        public ProjectId projectId() {
            return new ProjectId(project);
        }
    }

    /**
     * Where objects are stored.
     *
     * @param endpoint the S3 server, or null for AWS's own
     * @param accessKey null for the ambient credentials
     */
    @ConfigurationProperties("attune.objects")
    public record Objects(java.net.@Nullable URI endpoint, String bucket, @DefaultValue("us-east-1") String region,
            @Nullable String accessKey, @Nullable String secretKey) {

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return bucket + " at " + (endpoint == null ? "AWS " + region : endpoint.toString());
        }
    }
}
