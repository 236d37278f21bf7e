package io.attune.platform.json;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.Interval;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.kernel.TypedId;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

@AutoConfiguration
class JsonConfiguration {

    /**
     * Ids, digests and codes as strings, token counts as numbers, money as {@code {amount: "1.50", currency: "USD"}}, and the end of
     * an interval of which nothing is known as null, because JSON has no infinite numbers.
     */
    @Bean
    JacksonModule kernelJson() {
        ToStringSerializer asText = ToStringSerializer.instance;
        return new SimpleModule("attune-kernel").addSerializer(TypedId.class, asText).addSerializer(Digest.class,
                asText).addSerializer(ProjectId.class, asText).addSerializer(ErrorCode.class, asText).addSerializer(
                        TokenCount.class, new TokenCountSerializer()).addSerializer(Money.class,
                                new MoneySerializer()).addSerializer(Interval.class,
                                        new IntervalSerializer());
    }

    private static final class TokenCountSerializer extends ValueSerializer<TokenCount> {
        @Override
        public void serialize(TokenCount value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(value.value());
        }
    }

    private static final class IntervalSerializer extends ValueSerializer<Interval> {
        @Override
        public void serialize(Interval value, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            write(out, "low", value.low());
            write(out, "estimate", value.estimate());
            write(out, "high", value.high());
            out.writeEndObject();
        }

        private static void write(JsonGenerator out, String name, double value) {
            if (Double.isFinite(value)) {
                out.writeNumberProperty(name, value);
            } else {
                out.writeNullProperty(name);
            }
        }
    }

    private static final class MoneySerializer extends ValueSerializer<Money> {
        @Override
        public void serialize(Money value, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("amount", value.amount().toPlainString());
            out.writeStringProperty("currency", value.currency().getCurrencyCode());
            out.writeEndObject();
        }
    }
}
