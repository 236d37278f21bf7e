package io.attune.pipeline.step;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;

/** Merges conversations that are equal but for white space into the first of them. */
final class ExactDuplicates implements Step.OfDataset {
    static final String NAME = "exact-duplicates";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        Map<Digest, Example> first = new HashMap<>();
        List<Verdict> verdicts = new ArrayList<>(examples.size());
        for (Example example : examples) {
            Digest content = content(example);
            Example twin = first.putIfAbsent(content, example);
            verdicts.add(twin == null
                    ? Verdict.KEEP
                    : new Verdict.Remove(Drop.Kind.MERGED, "exact-duplicate", "content " + content.shortForm(), twin));
        }
        return verdicts;
    }

    private static Digest content(Example example) {
        StringBuilder text = new StringBuilder();
        for (Message message : example.messages()) {
            text.append(message.role().word()).append('\u0000').append(Normalizer.normalize(message.content(),
                    Normalizer.Form.NFC).strip().replaceAll("\\s+", " ")).append('\u0000');
        }
        return Digest.of(text.toString());
    }
}
