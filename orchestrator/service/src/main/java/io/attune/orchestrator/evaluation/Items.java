package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Expectation;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.suite.Suites;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.provider.ChatMessage;
import io.attune.provider.ToolDefinition;
import org.springframework.stereotype.Component;

/** Makes a suite's questions. The same dataset version and suite give the same questions. */
@Component
class Items {
    private static final String QUESTION_MARK = "\n\nQuestion: ";

    private final Datasets datasets;
    private final Suites suites;

    Items(Datasets datasets, Suites suites) {
        this.datasets = datasets;
        this.suites = suites;
    }

    /** All of a suite's questions at once. */
    List<Item> of(Recipe.Suite suite, DatasetVersionRef dataset) {
        try (Stream<Item> items = stream(suite, dataset)) {
            return items.toList();
        }
    }

    /**
     * Sees to it that a suite may still be asked.
     *
     * @throws io.attune.kernel.PlatformException of code {@code suite-withdrawn} or {@code suite-missing}
     */
    void require(ProjectId project, Recipe.Suite suite) {
        if (suite.questions() instanceof Recipe.Questions.Frozen frozen) {
            suites.require(project, frozen);
        }
    }

    /** How many questions a suite has. */
    int count(Recipe.Suite suite, DatasetVersionRef dataset) {
        return switch (suite.questions()) {
            case Recipe.Questions.Held held -> chosen(held, dataset).size();
            case Recipe.Questions.Invented invented -> invented(invented, dataset).size();
            case Recipe.Questions.Frozen frozen -> {
                suites.require(dataset.project(), frozen);
                yield (int) suites.size(dataset.project(), frozen);
            }
        };
    }

    /**
     * A suite's questions one after another, always in the same order; of many only those that are being asked are held.
     * The caller closes the stream.
     *
     * @param dataset the run's own version
     * @throws io.attune.kernel.PlatformException of code {@code suite-withdrawn} or {@code suite-missing}
     */
    Stream<Item> stream(Recipe.Suite suite, DatasetVersionRef dataset) {
        return switch (suite.questions()) {
            case Recipe.Questions.Held held -> held(held, dataset);
            case Recipe.Questions.Invented invented -> invented(invented, dataset).stream();
            case Recipe.Questions.Frozen frozen -> suites.examples(suites.require(dataset.project(), frozen)).map(
                    Items::item);
        };
    }

    /** The dataset version that a suite's questions are from. */
    DatasetVersionRef source(Recipe.Suite suite, DatasetVersionRef dataset) {
        return suite.questions() instanceof Recipe.Questions.Frozen frozen
                ? suites.require(dataset.project(), frozen)
                : dataset;
    }

    private Stream<Item> held(Recipe.Questions.Held held, DatasetVersionRef dataset) {
        Set<Digest> chosen = chosen(held, dataset);
        return datasets.examples(dataset, split(held)).map(CuratedExample::example).filter(example -> chosen.contains(
                example.id())).map(Items::item);
    }

    /** The examples whose ids have the smallest digests: as good as drawn by lot, and always the same. */
    private Set<Digest> chosen(Recipe.Questions.Held held, DatasetVersionRef dataset) {
        record Lot(Digest drawn, Digest example) {}
        try (Stream<CuratedExample> examples = datasets.examples(dataset, split(held))) {
            return examples.map(CuratedExample::example).filter(example -> has(example, held.where())).map(
                    Example::id).map(id -> new Lot(Digest.of(id.hex()), id)).sorted(Comparator.comparing(
                            Lot::drawn)).limit(held.atMost()).map(Lot::example).collect(Collectors.toSet());
        }
    }

    private static Split split(Recipe.Questions.Held held) {
        return Split.valueOf(held.split().toUpperCase(Locale.ROOT));
    }

    private static boolean has(Example example, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(example.attributes().get(e.getKey())));
    }

    private static Item item(Example example) {
        List<ChatMessage> before = example.messages().stream().filter(m -> m.role().isInstruction()).map(
                Message::content).map(ChatMessage::system).toList();
        return new Item(example.id().hex(), before, bare(example.prompt()), declines(example)
                ? ""
                : example.answer(), Expectation.attributes(example), example.tools().stream().map(
                        tool -> new ToolDefinition(tool.name(), tool.description(), tool.parameters())).toList());
    }

    /** Whether the right thing is to decline; what the example says then is one way to do it. */
    private static boolean declines(Example example) {
        return "false".equals(example.attributes().get("answerable"));
    }

    /** The question without the passages that some training prompts carry. */
    private static String bare(String prompt) {
        int mark = prompt.lastIndexOf(QUESTION_MARK);
        return prompt.startsWith("Context:") && mark > 0 ? prompt.substring(mark + QUESTION_MARK.length()) : prompt;
    }

    /** Questions about names made from the parts of real names, none of which is a real name itself. */
    private List<Item> invented(Recipe.Questions.Invented invented, DatasetVersionRef dataset) {
        Set<String> real = names(dataset);
        List<String> sorted = new ArrayList<>(real);
        List<Item> items = new ArrayList<>();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(dataset.digest().hashCode());
        for (int tries = 0; !sorted.isEmpty() && items.size() < invented.count() && tries < invented.count()
                * 50; tries++) {
            String stem = sorted.get(random.nextInt(sorted.size()));
            String leaf = sorted.get(random.nextInt(sorted.size()));
            String name = stem.substring(0, stem.lastIndexOf('.') + 1) + "x-" + leaf.substring(leaf.lastIndexOf('.')
                    + 1);
            if (real.add(name)) {
                items.add(new Item("invented:" + name, List.of(), "What is the default value of `" + name + "`?", "",
                        Map.of()));
            }
        }
        return items;
    }

    private Set<String> names(DatasetVersionRef dataset) {
        return Stream.of(Split.values()).flatMap(split -> {
            try (Stream<CuratedExample> examples = datasets.examples(dataset, split)) {
                return examples.map(e -> e.example().attributes().get("property")).filter(p -> p != null && p.contains(
                        ".")).collect(Collectors.toSet()).stream();
            }
        }).collect(Collectors.toCollection(TreeSet::new));
    }
}
