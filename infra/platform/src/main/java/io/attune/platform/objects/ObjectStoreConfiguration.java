package io.attune.platform.objects;

import java.net.URI;

import io.attune.platform.LargeObjects;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.platform.S3Clients;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@AutoConfiguration
@EnableConfigurationProperties(PlatformProperties.Objects.class)
class ObjectStoreConfiguration {

    @Bean
    S3Client s3Client(PlatformProperties.Objects settings) {
        return S3Clients.of(settings);
    }

    @Bean
    ObjectStore objectStore(S3Client s3, PlatformProperties.Objects settings) {
        return new S3ObjectStore(s3, settings.bucket(), place(settings));
    }

    @Bean
    S3Presigner s3Presigner(PlatformProperties.Objects settings) {
        return S3Clients.presigner(settings);
    }

    @Bean
    LargeObjects largeObjects(S3Client s3, S3Presigner signer, PlatformProperties.Objects settings) {
        return new S3LargeObjects(s3, signer, settings.bucket());
    }

    /** Host and port alone: an address may carry credentials. */
    private static String place(PlatformProperties.Objects settings) {
        URI endpoint = settings.endpoint();
        return endpoint == null
                ? "AWS " + settings.region()
                : endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
    }
}
