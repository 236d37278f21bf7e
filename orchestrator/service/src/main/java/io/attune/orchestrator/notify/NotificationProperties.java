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
 * @param smtp the server that takes mails
 */
@ConfigurationProperties("attune.notifications")
record NotificationProperties(@DefaultValue List<Target> targets, @DefaultValue("1s") Duration poll,
        @DefaultValue Smtp smtp) {
    NotificationProperties {
        Set<String> names = new HashSet<>();
        for (Target target : targets) {
            if (!names.add(target.name())) {
                throw new IllegalArgumentException("attune.notifications.targets: '" + target.name()
                        + "' stands twice; names tell targets apart in the delivery log");
            }
            if (target.kind() == Kind.EMAIL && (smtp.host().isEmpty() || smtp.from().isEmpty())) {
                throw new IllegalArgumentException("attune.notifications.targets: '" + target.name()
                        + "' takes mails, so set attune.notifications.smtp.host and .from");
            }
            if (target.kind() == Kind.EMAIL != "mailto".equals(target.url().getScheme())) {
                throw new IllegalArgumentException("attune.notifications.targets: the url of '" + target.name()
                        + "' is mailto:NAME@DOMAIN when its kind is email, and only then");
            }
        }
    }

    /**
     * Somebody to tell.
     *
     * @param kind {@code webhook}; {@code slack}, which any server takes that speaks Slack's incoming webhooks; {@code email};
     *        or {@code openlineage}, which takes runs as OpenLineage events and nothing else
     * @param url where to; {@code mailto:} and an address for {@code email}
     * @param secretEnv the variable that holds the secret webhooks are signed with, {@code whsec_} and Base64, or the bearer
     *        token of a lineage store; or empty
     * @param events what it is told; empty for all. {@code schedule.*} stands for all that begin so
     */
    record Target(String name, @DefaultValue("default") String project, @DefaultValue("webhook") Kind kind, URI url,
            @DefaultValue("") String secretEnv, @DefaultValue List<String> events) {

        boolean wants(Notice notice) {
            return project.equals(notice.project().value()) && notice.event().startsWith(
                    Notices.LINEAGE) == (kind == Kind.OPENLINEAGE) && (events.isEmpty() || events.stream().anyMatch(
                            event -> event.endsWith("*")
                                    ? notice.event().startsWith(event.substring(0, event.length() - 1))
                                    : notice.event().equals(event)));
        }
    }

    enum Kind {
        WEBHOOK,
        SLACK,
        EMAIL,
        OPENLINEAGE
    }

    /**
     * A server that takes mails.
     *
     * @param from the sender's address
     * @param tls {@code starttls} (required, not only offered), {@code implicit} from the first byte, or {@code none}
     * @param user for servers that ask for one, or empty
     * @param passwordEnv the variable that holds the password, or empty
     */
    record Smtp(@DefaultValue("") String host, @DefaultValue("587") int port, @DefaultValue("") String from,
            @DefaultValue("starttls") Tls tls, @DefaultValue("") String user, @DefaultValue("") String passwordEnv) {
    }

    enum Tls {
        STARTTLS,
        IMPLICIT,
        NONE
    }
}
