package io.attune.platform.json;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
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

    /** Ids, digests and codes as strings, token counts as numbers, money as {@code {amount: "1.50", currency: "USD"}}. */
    @Bean
    JacksonModule kernelJson() {
        ToStringSerializer asText = ToStringSerializer.instance;
        return new SimpleModule("attune-kernel").addSerializer(TypedId.class, asText).addSerializer(Digest.class,
                asText).addSerializer(ProjectId.class, asText).addSerializer(ErrorCode.class, asText).addSerializer(
                        TokenCount.class, new TokenCountSerializer()).addSerializer(Money.class, new MoneySerializer());
    }

    private static final class TokenCountSerializer extends ValueSerializer<TokenCount> {
        @Override
        public void serialize(TokenCount value, JsonGenerator out, SerializationContext context) {
            out.writeNumber(value.value());
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
