package io.attune.dataset;

import java.util.List;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.pipeline.Suite;
import io.attune.pipeline.plan.CurationPlan;

/** Reads recipes for whoever builds datasets from them; implemented by the module that knows the recipe language. */
public interface RecipePlans {

    /**
     * Reads a recipe's text.
     *
     * @param files what was sent along, by the path the recipe uses
     * @throws io.attune.kernel.InvalidInputException with every problem, each with its line
     */
    Planned read(ProjectId project, String yaml, Map<String, byte[]> files);

    /**
     * The part of a recipe that decides what the dataset is.
     *
     * @param dataset the dataset's name
     * @param suites whose questions must not stand in the dataset
     * @param frozen versions of other datasets, such as {@code tone-pairs@4}, nothing of which may stand in the dataset
     */
    record Planned(String dataset, CurationPlan plan, List<Suite> suites, List<String> frozen) {
        public Planned {
            suites = List.copyOf(suites);
            frozen = List.copyOf(frozen);
        }

        /** Held against no other dataset but those that steps name. */
        public Planned(String dataset, CurationPlan plan, List<Suite> suites) {
            this(dataset, plan, suites, List.of());
        }
    }
}
