package io.attune.orchestrator.telemetry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The figures over HTTP, in Prometheus' text format. */
@RestController
class MetricsController {
    private static final String FORMAT = "text/plain;version=0.0.4;charset=utf-8";
    private static final Pattern PROJECT = Pattern.compile("[{,]project=\"([^\"]*)\"");

    private final PrometheusMeterRegistry registry;
    private final Telemetry telemetry;

    MetricsController(PrometheusMeterRegistry registry, Telemetry telemetry) {
        this.registry = registry;
        this.telemetry = telemetry;
    }

    /** The caller's project and what belongs to none. */
    @GetMapping("/metrics")
    ResponseEntity<String> metrics(Caller caller) {
        caller.require(Permission.VIEWER);
        telemetry.refresh();
        String all = registry.scrape("text/plain");
        return ResponseEntity.ok().header("Content-Type", FORMAT).body(all.lines().filter(line -> isFor(caller,
                line)).collect(Collectors.joining("\n", "", "\n")));
    }

    private static boolean isFor(Caller caller, String line) {
        Matcher project = PROJECT.matcher(line);
        return line.startsWith("#") || !project.find() || project.group(1).equals(caller.project().value());
    }
}
