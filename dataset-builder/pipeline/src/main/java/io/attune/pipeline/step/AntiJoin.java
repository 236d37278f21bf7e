package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.near.NearDuplicates;
import io.attune.pipeline.near.NearSettings;
import io.attune.pipeline.near.Scope;
import io.attune.pipeline.near.Twins;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Drops the examples that stand in a version of another dataset: {@code anti-join: {dataset: support@3, scope: prompt,
 * similarity: 0.8}}. A name without a number means the newest version when the build begins. {@code similarity: exact}
 * compares letters and digits alone, whatever their case; a number is the least Jaccard similarity, as with
 * near-duplicates. {@code scope} says which words count, {@code prompt-and-answer} by default. The ledger names the twin
 * by the other version and its id there.
 */
public final class AntiJoin implements Step.OfDataset {
    /** As recipes name it. */
    public static final String NAME = "anti-join";
    private static final String EXACT = "exact";

    private final String dataset;
    private final Scope scope;
    private final @Nullable Double similarity;
    private final @Nullable OtherDataset other;

    private AntiJoin(String dataset, Scope scope, @Nullable Double similarity, @Nullable OtherDataset other) {
        this.dataset = dataset;
        this.scope = scope;
        this.similarity = similarity;
        this.other = other;
    }

    static AntiJoin of(Settings settings, StepContext context) {
        String dataset = OtherDataset.nameIn(settings);
        Scope scope = settings.word("scope", Scope.class, Scope.PROMPT_AND_ANSWER);
        boolean exact = settings.has("similarity", EXACT);
        Double similarity = exact
                ? null
                : Double.valueOf(settings.decimal("similarity", NearSettings.SIMILARITY_MIN, 1,
                        NearSettings.SIMILARITY));
        return new AntiJoin(dataset, scope, similarity, context.others().get(dataset));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1/" + NearDuplicates.VERSION;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("dataset", dataset, "scope", Settings.word(scope), "similarity", similarity == null
                ? EXACT
                : similarity);
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        OtherDataset against = OtherDataset.brought(other, dataset);
        return similarity == null ? exact(examples, against) : near(examples, against, similarity);
    }

    private List<Verdict> exact(List<Example> examples, OtherDataset against) {
        Map<Digest, CuratedExample> known = new HashMap<>();
        against.examples().forEach(example -> known.putIfAbsent(key(example.example()), example));
        return examples.stream().map(example -> {
            CuratedExample twin = known.get(key(example));
            return twin == null ? Verdict.KEEP : dropped(against, twin, 1, "the same words in ");
        }).toList();
    }

    private Digest key(Example example) {
        return Digest.of(TextKey.of(scope.text(example)));
    }

    private List<Verdict> near(List<Example> examples, OtherDataset against, double least) {
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(examples.size(), Verdict.KEEP));
        NearSettings settings = NearSettings.of(least).withThreads(Runtime.getRuntime().availableProcessors());
        Twins twins = new NearDuplicates(settings).antiJoin(scope.texts(examples), scope.texts(
                against.examples().stream().map(CuratedExample::example).toList()));
        twins.records().forEach(i -> verdicts.set(i, dropped(against, against.examples().get(twins.twin(i)),
                twins.similarity(i), "at least " + least + " of the words in ")));
        return verdicts;
    }

    /** The twin is told by the version and the id that it has there: its source means nothing here. */
    private Verdict dropped(OtherDataset against, CuratedExample twin, double found, String what) {
        Example there = twin.example();
        Example named = new Example(against.version(), twin.id().hex(), there.group(), there.license(),
                there.messages(), Map.of());
        return new Verdict.Remove(Drop.Kind.DROPPED, "in-other-dataset", what + Settings.word(scope) + " stand in "
                + against.version(), named, found);
    }
}
