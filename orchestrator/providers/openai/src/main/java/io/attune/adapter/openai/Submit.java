package io.attune.adapter.openai;

import java.net.http.HttpRequest;
import java.time.InstantSource;

import io.attune.adapter.openai.Jobs.MalformedJob;
import io.attune.adapter.openai.Transport.Answer;
import io.attune.adapter.openai.Transport.NoAnswer;
import io.attune.provider.ProviderException;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import tools.jackson.core.JacksonException;

/**
 * The one paid call. What is not a clear yes or a clear no is in doubt; the rules lean towards doubt, because a doubt
 * costs a look and a wrong "no" costs a second job.
 */
final class Submit {
    private static final String OPERATION = "creating a job";

    private final Transport transport;
    private final Account account;
    private final InstantSource clock;

    Submit(Transport transport, Account account, InstantSource clock) {
        this.transport = transport;
        this.account = account;
        this.clock = clock;
    }

    SubmitOutcome once(SubmitRequest request) {
        HttpRequest.Builder create;
        try {
            create = transport.request("fine_tuning/jobs").header("Content-Type", "application/json").POST(
                    new DeadlineBody(Transport.json(Jobs.create(request, account)), clock, request.sendBefore()));
        } catch (JacksonException e) {
            return new SubmitOutcome.Refused(ProviderException.REFUSED,
                    "The grader is not JSON: " + e.getOriginalMessage());
        } catch (ProviderException e) {
            return new SubmitOutcome.Refused(e.code(), e.message());
        }
        if (!clock.instant().isBefore(request.sendBefore())) {
            return new SubmitOutcome.NotSent("The deadline " + request.sendBefore() + " has passed");
        }
        try {
            return judge(transport.send(OPERATION, create), request);
        } catch (NoAnswer e) {
            return e.sent() ? new SubmitOutcome.InDoubt(e.message()) : new SubmitOutcome.NotSent(e.message());
        }
    }

    private SubmitOutcome judge(Answer answer, SubmitRequest request) {
        if (answer.isSuccess()) {
            try {
                return new SubmitOutcome.Accepted(Jobs.read(answer.body(), request.key()));
            } catch (MalformedJob e) {
                return new SubmitOutcome.InDoubt(transport.malformed(OPERATION, "it is " + e.getMessage()).message());
            }
        }
        String said = transport.describe(answer);
        return switch (answer.status()) {
            case 429 -> new SubmitOutcome.NoRoom(outOfQuota(answer)
                    ? ProviderException.QUOTA
                    : ProviderException.RATE_LIMITED, said + wait(answer), answer.retryAfter());
            // 409 may speak of a job that an earlier attempt created, 408 of an answer that came too late
            case 408, 409 -> new SubmitOutcome.InDoubt(said);
            default -> answer.status() >= 400 && answer.status() < 500
                    ? new SubmitOutcome.Refused(Transport.code(answer.status()), said)
                    : new SubmitOutcome.InDoubt(said);
        };
    }

    private static boolean outOfQuota(Answer answer) {
        String code = answer.error().path("code").stringValue("");
        return code.equals("insufficient_quota") || code.equals("exceeded_quota");
    }

    private static String wait(Answer answer) {
        return answer.retryAfter() == null ? "" : "; it asks to wait " + answer.retryAfter().toSeconds() + " s";
    }
}
