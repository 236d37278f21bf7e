package io.attune.adapter.openai;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

import io.attune.adapter.openai.Transport.Answer;
import io.attune.provider.ModelRetirement;
import io.attune.provider.ProviderModelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads when a model ends: OpenAI's {@code shutdown_date}, Azure's {@code deprecation.fine_tune} and {@code .inference}.
 * A tuned model ends no later than the base model it was made from.
 */
final class Retirements implements ModelRetirement {
    private static final String OPERATION = "reading a model";

    private final Transport transport;

    Retirements(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Optional<Retirement> retirement(ProviderModelId model) {
        JsonNode own = read(model.value());
        if (own == null) {
            return Optional.empty();
        }
        String base = base(model.value(), own);
        JsonNode parent = base.isEmpty() || base.equals(model.value()) ? null : read(base);
        return Optional.of(parent == null ? dates(own) : earlier(dates(own), dates(parent)));
    }

    private @Nullable JsonNode read(String model) {
        Answer answer = transport.ask(OPERATION, transport.request("models/" + Transport.encode(model)).GET());
        if (answer.status() == 404) {
            return null;
        }
        if (!answer.isSuccess()) {
            throw transport.failure(answer);
        }
        return answer.body();
    }

    private static String base(String model, JsonNode described) {
        String parent = described.path("parent").stringValue("");
        String[] parts = model.split(":", -1);
        return parent.isEmpty() && parts.length >= 4 && parts[0].equals("ft") ? parts[1] : parent;
    }

    private static Retirement dates(JsonNode model) {
        JsonNode deprecation = model.path("deprecation");
        Instant serving = time(model.path("shutdown_date"));
        return new Retirement(time(deprecation.path("fine_tune")),
                serving == null ? time(deprecation.path("inference")) : serving);
    }

    private static Retirement earlier(Retirement a, Retirement b) {
        return new Retirement(earlier(a.trainingEnds(), b.trainingEnds()), earlier(a.servingEnds(), b.servingEnds()));
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }

    /** Seconds since 1970, a date or a time; a date means its first instant, UTC. */
    private static @Nullable Instant time(JsonNode value) {
        if (value.isNumber()) {
            return value.longValue() > 0 ? Instant.ofEpochSecond(value.longValue()) : null;
        }
        String text = value.stringValue("");
        try {
            return text.isEmpty()
                    ? null
                    : text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
