package io.attune.pipeline.step;

import java.util.List;
import java.util.Set;

import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * A version of another dataset that steps hold this one's records against.
 *
 * @param version such as {@code support@3}
 * @param examples of all its splits, sorted by id
 */
public record OtherDataset(String version, List<CuratedExample> examples) {
    /** The steps that name one, as {@code dataset}. */
    public static final Set<String> STEPS = Set.of(AntiJoin.NAME, Decontaminate.NAME);
    private static final String FORM = "[a-z][a-z0-9-]{0,62}(@[1-9][0-9]{0,8})?";

    public OtherDataset {
        examples = List.copyOf(examples);
    }

    /** The name in a step's settings, or what stands there with a problem. */
    static String nameIn(Settings settings) {
        String dataset = settings.text("dataset");
        if (!dataset.isEmpty() && !dataset.matches(FORM)) {
            settings.problem("dataset", "'" + dataset + "' names no dataset and no version of one",
                    "Write a name, or a name and a number, such as support@3.");
        }
        return dataset;
    }

    /** What a step was brought, when it has to be there. */
    static OtherDataset brought(@Nullable OtherDataset other, String named) {
        if (other == null) {
            throw new IllegalStateException("Dataset '" + named + "' was not brought to be held against");
        }
        return other;
    }
}
