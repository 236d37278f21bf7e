package io.attune.platform;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Makes clients of S3 servers, all in the same way. */
public final class S3Clients {
    private S3Clients() {}

    /**
     * A client that the caller closes.
     *
     * @param settings where the server is and what requests are signed with; without keys the ambient credentials
     */
    public static S3Client of(PlatformProperties.Objects settings) {
        var builder = S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()).region(Region.of(
                settings.region()))
                // servers other than AWS's do not all know the newer trailing checksums
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED).responseChecksumValidation(
                        ResponseChecksumValidation.WHEN_REQUIRED);
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint()).forcePathStyle(true);
        }
        if (settings.accessKey() != null && settings.secretKey() != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    settings.accessKey(), settings.secretKey())));
        }
        return builder.build();
    }

    /** Signs addresses at which others may write for a while; the caller closes it. */
    public static S3Presigner presigner(PlatformProperties.Objects settings) {
        var builder = S3Presigner.builder().region(Region.of(settings.region()));
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint()).serviceConfiguration(
                    S3Configuration.builder().pathStyleAccessEnabled(
                            true).build());
        }
        if (settings.accessKey() != null && settings.secretKey() != null) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    settings.accessKey(), settings.secretKey())));
        }
        return builder.build();
    }
}
