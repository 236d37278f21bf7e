package io.attune.adapter.openai;

import java.nio.file.Path;
import java.time.InstantSource;

import io.attune.provider.ProviderFactory;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.ProviderExam;
import io.attune.provider.testkit.SimulatedVendor;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import io.attune.provider.testkit.openai.Vendor;

class BedrockProviderTest extends ProviderExam {

    @Override
    protected ProviderFactory factory() {
        return new OpenAiProviderFactory();
    }

    @Override
    protected SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock) {
        return SimulatedOpenAi.open(books, pace, clock, new Vendor(Vendor.Flavour.BEDROCK, SimulatedOpenAi.TARIFF,
                Vendor.Limits.NONE));
    }
}
