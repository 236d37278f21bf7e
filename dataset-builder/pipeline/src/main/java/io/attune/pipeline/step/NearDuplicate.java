package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.near.Keep;
import io.attune.pipeline.near.NearDuplicates;
import io.attune.pipeline.near.NearSettings;
import io.attune.pipeline.near.Scope;
import io.attune.pipeline.near.Twins;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Merges examples that say nearly the same into the one that the policy keeps. */
final class NearDuplicate implements Step.OfDataset {
    static final String NAME = "near-duplicates";

    private final double similarity;
    private final Scope scope;
    private final Keep keep;
    private final @Nullable String attribute;

    private NearDuplicate(double similarity, Scope scope, Keep keep, @Nullable String attribute) {
        this.similarity = similarity;
        this.scope = scope;
        this.keep = keep;
        this.attribute = attribute;
    }

    static NearDuplicate of(Settings settings) {
        double similarity = settings.decimal("similarity", NearSettings.SIMILARITY_MIN, 1, NearSettings.SIMILARITY);
        Scope scope = settings.word("scope", Scope.class, Scope.PROMPT_AND_ANSWER);
        Keep keep = settings.word("keep", Keep.class, Keep.LONGEST);
        String attribute = settings.optionalText("by");
        if (keep.needsAttribute() && attribute == null) {
            settings.problem("by", "'keep: " + Settings.word(keep) + "' needs 'by'",
                    "Write by: and the attribute that decides.");
        } else if (!keep.needsAttribute() && attribute != null) {
            settings.problem("by", "'keep: " + Settings.word(keep) + "' goes by no attribute",
                    "Leave 'by' out, or write keep: newest or keep: best-score.");
        }
        return new NearDuplicate(similarity, scope, keep, attribute);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return NearDuplicates.VERSION;
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new TreeMap<>(Map.of("similarity", similarity, "scope", Settings.word(scope),
                "keep", Settings.word(keep)));
        if (attribute != null) {
            parameters.put("by", attribute);
        }
        return parameters;
    }

    @Override
    public List<Verdict> judge(List<Example> examples) {
        NearSettings settings = NearSettings.of(similarity).withThreads(Runtime.getRuntime().availableProcessors());
        Twins removed = new NearDuplicates(settings).deduplicate(scope.texts(examples), keep.preference(examples, scope,
                attribute)).removed();
        List<Verdict> verdicts = new ArrayList<>(examples.size());
        for (int i = 0; i < examples.size(); i++) {
            verdicts.add(removed.has(i) ? merged(removed.similarity(i), examples.get(removed.twin(i))) : Verdict.KEEP);
        }
        return verdicts;
    }

    @Override
    public boolean separates() {
        return scope == Scope.PROMPT_AND_ANSWER && similarity <= NearSettings.SIMILARITY;
    }

    private Verdict merged(double found, Example twin) {
        return new Verdict.Remove(Drop.Kind.MERGED, "near-duplicate", Settings.word(scope) + " alike by " + found
                + ", at least " + similarity, twin, found);
    }
}
