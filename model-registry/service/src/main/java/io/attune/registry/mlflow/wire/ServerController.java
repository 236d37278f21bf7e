package io.attune.registry.mlflow.wire;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clients ask before anything else. */
@RestController
class ServerController {
    /** Of MLflow's servers, the newest one whose registry, tracking, artifacts and webhooks this one's are like. */
    private static final String VERSION = "3.6.0";

    @GetMapping(path = "/health", produces = MediaType.TEXT_PLAIN_VALUE)
    String health() {
        return "OK";
    }

    @GetMapping(path = "/version", produces = MediaType.TEXT_PLAIN_VALUE)
    String version() {
        return VERSION;
    }
}
