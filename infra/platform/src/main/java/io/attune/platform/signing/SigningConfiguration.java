package io.attune.platform.signing;

import io.attune.platform.ArtifactSigner;
import io.attune.platform.PlatformProperties;
import io.attune.platform.Signer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@EnableConfigurationProperties(PlatformProperties.class)
class SigningConfiguration {

    @Bean
    Signer signer(PlatformProperties settings) {
        return new Ed25519Signer(settings.home());
    }

    @Bean
    ArtifactSigner artifactSigner(PlatformProperties settings) {
        return new EcArtifactSigner(settings.home());
    }

    @Bean
    SigningKeyController signingKeyController(Signer signer, ArtifactSigner models) {
        return new SigningKeyController(signer, models);
    }
}
