package io.attune.registry;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The registry alone on the platform, as the integration tests start it. */
@SpringBootApplication
class RegistryTestApplication {
}
