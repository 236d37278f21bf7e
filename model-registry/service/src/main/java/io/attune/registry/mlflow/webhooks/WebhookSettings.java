package io.attune.registry.mlflow.webhooks;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How webhooks are delivered.
 *
 * @param privateHosts hosts, with or without a port, that may have addresses of a private network
 * @param poll how often is looked for what is to be delivered
 */
@ConfigurationProperties("attune.registry.webhooks")
record WebhookSettings(@DefaultValue List<String> privateHosts, @DefaultValue("1s") Duration poll) {
}
