package io.attune.registry.mlflow.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.attune.platform.AddressGuard;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Sends what is told, signed as MLflow signs it, and never into a private network. */
@Component
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookClient implements AutoCloseable {
    private static final String HMAC = "HmacSHA256";
    private static final Timeout TIMEOUT = Timeout.ofSeconds(10);
    private static final int ANSWER_KEPT = 1000;

    private final AddressGuard guard;
    private final InstantSource clock;
    private final CloseableHttpClient http;

    WebhookClient(WebhookSettings settings, InstantSource clock) {
        this.guard = new AddressGuard(settings.privateHosts(), InetAddress::getAllByName);
        this.clock = clock;
        http = HttpClients.custom().setUserAgent(
                "attune").disableRedirectHandling().disableAutomaticRetries().setConnectionManager(
                        PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(
                                new Checked()).setDefaultConnectionConfig(
                                        ConnectionConfig.custom().setConnectTimeout(TIMEOUT).setSocketTimeout(
                                                TIMEOUT).build()).build()).setDefaultRequestConfig(
                                                        RequestConfig.custom().setResponseTimeout(
                                                                TIMEOUT).build()).build();
    }

    /**
     * What came of it.
     *
     * @param status null where there was no answer
     * @param words the answer's beginning, or why there was none
     */
    record Answer(@Nullable Integer status, String words) {
        boolean isTaken() {
            return status != null && status / 100 == 2;
        }

        /** Whether the other side may take it another time. */
        boolean isPassing() {
            return status == null || status == 408 || status == 429 || status >= 500;
        }
    }

    /** @throws AddressGuard.RefusedException when it may not be told, whatever its name leads to by then */
    void require(URI url) throws AddressGuard.RefusedException {
        try {
            guard.check(url);
        } catch (UnknownHostException e) {
            throw new AddressGuard.RefusedException("host '" + url.getHost() + "' is not known");
        }
    }

    Answer send(URI url, @Nullable String secret, String id, String body) {
        String seconds = Long.toString(clock.instant().getEpochSecond());
        HttpPost request = new HttpPost(url);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        request.addHeader("X-MLflow-Delivery-Id", id);
        request.addHeader("X-MLflow-Timestamp", seconds);
        if (secret != null) {
            request.addHeader("X-MLflow-Signature", signature(secret, id + "." + seconds + "." + body));
        }
        try {
            require(url);
            return http.execute(request, response -> new Answer(response.getCode(), response.getEntity() == null
                    ? ""
                    : new String(response.getEntity().getContent().readNBytes(ANSWER_KEPT), StandardCharsets.UTF_8)));
        } catch (AddressGuard.RefusedException e) {
            return new Answer(null, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Answer(null, e.getClass().getSimpleName());
        }
    }

    /** {@code v1,} and the Base64 of the HMAC-SHA-256 over id, time and body. */
    static String signature(String secret, String signed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + HMAC, e);
        }
    }

    @Override
    public void close() throws IOException {
        http.close();
    }

    /** The addresses that were looked at are those that are connected to. */
    private final class Checked implements DnsResolver {
        @Override
        public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
            String written = host.contains(":") ? "[" + host + "]" : host;
            try {
                return guard.check(URI.create("https://" + written + ":" + port)).stream().map(
                        address -> new InetSocketAddress(address, port)).toList();
            } catch (AddressGuard.RefusedException e) {
                throw new UnknownHostException(e.getMessage());
            }
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException("An address is looked at with its port: " + host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
