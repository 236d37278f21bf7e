package io.attune.cli.api;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/** The HTTP clients of this process, made when they are first needed. */
public final class HttpClients {
    private static @Nullable HttpClient shared;

    private HttpClients() {}

    /**
     * For servers on plain HTTP, as those on this machine are. It trusts no certificate at all and so spares the reading of
     * those that the system trusts, which takes longer than everything else a short command does.
     */
    public static synchronized HttpClient shared() {
        HttpClient known = shared;
        if (known == null) {
            known = builder().sslContext(trustingNobody()).build();
            shared = known;
        }
        return known;
    }

    /** For servers on HTTPS. */
    public static HttpClient secure() {
        return builder().build();
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
    }

    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }
}
