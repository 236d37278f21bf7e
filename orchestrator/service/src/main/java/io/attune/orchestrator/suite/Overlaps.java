package io.attune.orchestrator.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Split;
import io.attune.pipeline.Suite;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.decontaminate.Contamination;
import org.springframework.stereotype.Component;

/**
 * What of a suite stands in data that a model was trained on before anybody could decontaminate it: by the rules of the
 * step {@code decontaminate}. Found out once for two versions, which never change. Thread-safe; memory is by the suite.
 */
@Component
public class Overlaps {
    private final SuiteStore store;
    private final Suites suites;
    private final Datasets datasets;

    Overlaps(SuiteStore store, Suites suites, Datasets datasets) {
        this.store = store;
        this.suites = suites;
        this.datasets = datasets;
    }

    /**
     * The ids of the suite's examples that stand in a training set, in hexadecimal.
     *
     * @throws io.attune.kernel.PlatformException when the examples of either are destroyed
     */
    public Set<String> of(DatasetVersionRef suite, DatasetVersionRef training) {
        return store.overlap(suite.project(), suite.digest(), training.digest()).orElseGet(() -> {
            Set<String> found = find(suite, training);
            store.addOverlap(suite.project(), suite.digest(), training.digest(), found);
            return found;
        });
    }

    private Set<String> find(DatasetVersionRef suite, DatasetVersionRef training) {
        Map<String, Set<String>> ids = new TreeMap<>();
        List<Suite> single;
        try (Stream<Example> examples = suites.examples(suite)) {
            // what is asked twice counts twice, and a record is blamed on one question alone
            single = examples.collect(Collectors.groupingBy(example -> TextKey.ofQuestion(example.prompt()),
                    TreeMap::new, Collectors.toList())).values().stream().map(same -> {
                        ids.put(same.getFirst().id().hex(), same.stream().map(example -> example.id().hex()).collect(
                                Collectors.toSet()));
                        return new Suite(same.getFirst().id().hex(), List.of(same.getFirst().prompt()),
                                same.stream().map(
                                        Example::answer).filter(answer -> !answer.isEmpty()).toList());
                    }).toList();
        }
        Contamination contamination;
        try (Stream<Example> trained = trained(training)) {
            contamination = Contamination.of(single, trained);
        }
        Set<String> found = new HashSet<>();
        try (Stream<Example> trained = trained(training)) {
            trained.forEach(example -> contamination.find(example).ifPresent(hit -> found.add(hit.suite())));
        }
        return found.stream().flatMap(id -> ids.getOrDefault(id, Set.of()).stream()).collect(Collectors.toCollection(
                TreeSet::new));
    }

    /** Validation examples steer the training, too. */
    private Stream<Example> trained(DatasetVersionRef training) {
        return Stream.of(Split.TRAIN, Split.VALIDATION).flatMap(split -> datasets.examples(training, split)).map(
                CuratedExample::example);
    }
}
