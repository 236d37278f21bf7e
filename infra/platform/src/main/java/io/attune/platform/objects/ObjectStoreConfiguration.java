package io.attune.platform.objects;

import java.net.URI;

import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

@AutoConfiguration
@EnableConfigurationProperties(PlatformProperties.Objects.class)
class ObjectStoreConfiguration {

    @Bean
    S3Client s3Client(PlatformProperties.Objects settings) {
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

    @Bean
    ObjectStore objectStore(S3Client s3, PlatformProperties.Objects settings) {
        return new S3ObjectStore(s3, settings.bucket(), place(settings));
    }

    /** Host and port alone: an address may carry credentials. */
    private static String place(PlatformProperties.Objects settings) {
        URI endpoint = settings.endpoint();
        return endpoint == null
                ? "AWS " + settings.region()
                : endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }
}
