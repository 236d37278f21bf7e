package io.attune.orchestrator.kill;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import io.attune.orchestrator.kill.Point.Act;
import io.attune.orchestrator.kill.Point.Side;
import org.jspecify.annotations.Nullable;

/** A client that passes a point before it sends a request and another once it has the answer. */
final class PointedHttpClient extends HttpClient {
    private final HttpClient behind;
    private final KillPoints points;

    PointedHttpClient(HttpClient behind, KillPoints points) {
        this.behind = behind;
        this.points = points;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException,
            InterruptedException {
        try {
            return points.pass(Act.REQUEST, () -> behind.send(request, handler));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    /** Waits for the answer, so that both points are passed by the thread that asks. */
    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        try {
            int number = points.before(Act.REQUEST);
            HttpResponse<T> answer = behind.sendAsync(request, handler).join();
            points.reach(new Point(Act.REQUEST, number, Side.AFTER));
            return CompletableFuture.completedFuture(answer);
        } catch (CompletionException e) {
            return CompletableFuture.failedFuture(e.getCause());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler,
            @Nullable PushPromiseHandler<T> pushed) {
        return sendAsync(request, handler);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return behind.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return behind.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return behind.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return behind.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return behind.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return behind.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return behind.authenticator();
    }

    @Override
    public Version version() {
        return behind.version();
    }

    @Override
    public Optional<Executor> executor() {
        return behind.executor();
    }
}
