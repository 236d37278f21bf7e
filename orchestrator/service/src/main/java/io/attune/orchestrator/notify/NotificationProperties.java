package io.attune.orchestrator.notify;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told what.
 *
 * @param poll how often is looked for what is to be delivered
 */
@ConfigurationProperties("attune.notifications")
record NotificationProperties(@DefaultValue List<Target> targets, @DefaultValue("1s") Duration poll) {
    NotificationProperties {
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("attune.notifications.targets: '" + target.name()
                        + "' stands twice; names tell targets apart in the delivery log");
            }
        }
    }

    /**
     * Somebody to tell.
     *
     * @param kind {@code webhook} or {@code slack}, which any server takes that speaks Slack's incoming webhooks
     * @param secretEnv the variable that holds the secret webhooks are signed with, {@code whsec_} and Base64; or empty
     * @param events what it is told; empty for all. {@code schedule.*} stands for all that begin so
     */
    record Target(String name, @DefaultValue("default") String project, @DefaultValue("webhook") Kind kind, URI url,
            @DefaultValue("") String secretEnv, @DefaultValue List<String> events) {

        boolean wants(Notice notice) {
            return project.equals(notice.project().value()) && (events.isEmpty() || events.stream().anyMatch(
                    event -> event.endsWith("*")
                            ? notice.event().startsWith(event.substring(0, event.length() - 1))
                            : notice.event().equals(event)));
        }
    }

    enum Kind {
        WEBHOOK,
        SLACK
    }
}
