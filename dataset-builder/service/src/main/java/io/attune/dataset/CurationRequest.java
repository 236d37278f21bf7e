package io.attune.dataset;

import java.util.List;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.pipeline.Suite;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;

/**
 * A dataset version to be made.
 *
 * @param key of the intent, such as a run's id and the phase; 1 to 200 characters
 * @param dataset the dataset's name, by custom the recipe's
 * @param files where the bytes lie of each file that the plan's sources name
 * @param suites whose questions must not stand in the dataset
 * @param frozen versions of other datasets, such as {@code tone-pairs@4}, nothing of which may stand in the dataset; read
 *     when it is curated
 */
public record CurationRequest(ProjectId project, String key, String dataset, CurationPlan plan,
        Map<String, ObjectKey> files, List<Suite> suites, List<String> frozen) {
    public CurationRequest {
        files = Map.copyOf(files);
        suites = List.copyOf(suites);
        frozen = List.copyOf(frozen);
        if (key.isBlank() || key.length() > 200) {
            throw new IllegalArgumentException("A curation's key is 1 to 200 characters, not '" + key + "'");
        }
        if (!dataset.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("A dataset's name is up to 63 lower-case letters, digits and hyphens,"
                    + " beginning with a letter, and not '" + dataset + "'");
        }
    }

    /** Held against no other dataset but those that steps name. */
    public CurationRequest(ProjectId project, String key, String dataset, CurationPlan plan,
            Map<String, ObjectKey> files, List<Suite> suites) {
        this(project, key, dataset, plan, files, suites, List.of());
    }
}
