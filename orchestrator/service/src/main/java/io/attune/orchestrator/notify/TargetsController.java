package io.attune.orchestrator.notify;

import java.util.List;
import java.util.Locale;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is told what, over HTTP. */
@RestController
@RequestMapping("/api/v1/notification-targets")
class TargetsController {
    private final NotificationProperties properties;

    TargetsController(NotificationProperties properties) {
        this.properties = properties;
    }

    /**
     * A target. Addresses may hold secrets and mail addresses are personal, so only the host is told.
     *
     * @param events empty for all
     */
    record Shown(String name, String kind, String host, List<String> events) {}

    record Page(List<Shown> items) {}

    /** Those of the caller's project. */
    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page(properties.targets().stream().filter(target -> target.project().equals(
                caller.project().value())).map(target -> new Shown(target.name(), target.kind().name().toLowerCase(
                        Locale.ROOT), host(
                                target), target.events())).toList());
    }

    private static String host(NotificationProperties.Target target) {
        if (target.kind() == NotificationProperties.Kind.EMAIL) {
            String address = target.url().getSchemeSpecificPart();
            return address.substring(address.indexOf('@') + 1);
        }
        return String.valueOf(target.url().getHost());
    }
}
