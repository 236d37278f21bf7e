package io.attune.adapter.command;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Flow;

/**
 * A body that is withheld when its deadline passed while the connection was being made: the server then sees a request
 * without its content, which it cannot handle.
 */
final class DeadlineBody implements BodyPublisher {
    private final BodyPublisher body;
    private final InstantSource clock;
    private final Instant sendBefore;

    /** The deadline passed, nothing was asked for. */
    static final class Passed extends IOException {
        Passed(Instant deadline) {
            super("the deadline " + deadline + " passed before the request could be sent");
        }
    }

    DeadlineBody(BodyPublisher body, InstantSource clock, Instant sendBefore) {
        this.body = body;
        this.clock = clock;
        this.sendBefore = sendBefore;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        if (clock.instant().isBefore(sendBefore)) {
            body.subscribe(subscriber);
            return;
        }
        subscriber.onSubscribe(new Flow.Subscription() {
            private boolean told;

            @Override
            public void request(long n) {
                if (!told) {
                    told = true;
                    subscriber.onError(new Passed(sendBefore));
                }
            }

            @Override
            public void cancel() {
                told = true;
            }
        });
    }
}
