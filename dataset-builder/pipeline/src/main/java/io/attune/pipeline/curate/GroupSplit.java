package io.attune.pipeline.curate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.near.Clusters;
import io.attune.pipeline.near.NearDuplicates;
import io.attune.pipeline.near.NearSettings;
import io.attune.pipeline.near.Scope;
import io.attune.pipeline.plan.SplitSpec;

/**
 * Parts examples so that nothing leaks: examples of one group, and examples whose conversations up to the answer are the
 * same words, and near-duplicates form a cluster, and a cluster goes to one split whole.
 *
 * <p>Clusters with the same set of values of the stratifying attribute form a stratum. In each stratum the clusters stand
 * in the order of a hash of seed and group, and the shares are cut from that order: test first, then validation. So a
 * cluster's place depends on the seed, its group and its stratum, hardly on what else is in the dataset, and not at all
 * on the order of examples. Strata too small to be cut are cut together. A split with a share gets at least one cluster as long as there are enough.
 */
final class GroupSplit {
    private final SplitSpec spec;
    private final List<Example> examples;
    private final int[] parent;

    private GroupSplit(List<Example> examples, SplitSpec spec) {
        this.spec = spec;
        this.examples = examples;
        this.parent = new int[examples.size()];
        Arrays.setAll(parent, i -> i);
    }

    /** The split of each example, in the order given. */
    static List<Split> of(List<Example> examples, SplitSpec spec) {
        return new GroupSplit(examples, spec).assign();
    }

    /** Examples that stay together. */
    private record Cluster(Digest rank, String stratum, List<Integer> members) {}

    private List<Split> assign() {
        List<Cluster> clusters = clusters();
        Map<Cluster, Split> chosen = new HashMap<>();
        Map<String, List<Cluster>> strata = clusters.stream().collect(
                Collectors.groupingBy(Cluster::stratum, TreeMap::new, Collectors.toList()));
        List<Cluster> pool = new ArrayList<>();
        strata.values().forEach(stratum -> {
            if (isTooSmall(stratum)) {
                pool.addAll(stratum);
            } else {
                cut(stratum, chosen);
            }
        });
        cut(pool.stream().sorted(Comparator.comparing(Cluster::rank)).toList(), chosen);
        fillEmpty(Split.TEST, spec.test(), clusters, chosen);
        fillEmpty(Split.VALIDATION, spec.validation(), clusters, chosen);
        Split[] splits = new Split[examples.size()];
        chosen.forEach((cluster, split) -> {
            for (int member : cluster.members()) {
                splits[member] = split;
            }
        });
        return List.of(splits);
    }

    /** Whether a share of it would be less than one cluster: all of them would go to training, one by one. */
    private boolean isTooSmall(List<Cluster> stratum) {
        return Stream.of(spec.test(), spec.validation()).filter(share -> share.signum() > 0).anyMatch(
                share -> share.doubleValue() * stratum.size() < 1);
    }

    private void cut(List<Cluster> stratum, Map<Cluster, Split> chosen) {
        double all = stratum.stream().mapToInt(c -> c.members().size()).sum();
        double test = spec.test().doubleValue();
        double held = test + spec.validation().doubleValue();
        double before = 0;
        for (Cluster cluster : stratum) {
            double middle = (before + cluster.members().size() / 2.0) / all;
            chosen.put(cluster, middle < test ? Split.TEST : middle < held ? Split.VALIDATION : Split.TRAIN);
            before += cluster.members().size();
        }
    }

    private static void fillEmpty(Split split, BigDecimal share, List<Cluster> ranked, Map<Cluster, Split> chosen) {
        if (share.signum() == 0 || chosen.containsValue(split)) {
            return;
        }
        List<Cluster> train = ranked.stream().filter(c -> chosen.get(c) == Split.TRAIN).toList();
        if (train.size() > 1) {
            int smallest = train.stream().mapToInt(c -> c.members().size()).min().orElseThrow();
            chosen.put(train.stream().filter(c -> c.members().size() == smallest).findFirst().orElseThrow(), split);
        }
    }

    /** The clusters in the order of their hashes. */
    private List<Cluster> clusters() {
        Map<String, Integer> firstOf = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            join(i, firstOf.computeIfAbsent(group(examples.get(i)), absent(i)));
            join(i, firstOf.computeIfAbsent(asked(examples.get(i)), absent(i)));
        }
        Clusters near = nearDuplicates();
        for (int i = 0; i < examples.size(); i++) {
            join(i, near.root(i));
        }
        Map<Integer, List<Integer>> members = new HashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            members.computeIfAbsent(root(i), r -> new ArrayList<>()).add(i);
        }
        return members.values().stream().map(this::cluster).sorted(Comparator.comparing(Cluster::rank)).toList();
    }

    private Clusters nearDuplicates() {
        NearSettings settings = NearSettings.of(NearSettings.SIMILARITY).withThreads(
                Runtime.getRuntime().availableProcessors());
        return new NearDuplicates(settings).clusters(Scope.PROMPT_AND_ANSWER.texts(examples));
    }

    private static Function<String, Integer> absent(int index) {
        return key -> index;
    }

    private Cluster cluster(List<Integer> members) {
        String name = members.stream().map(i -> group(examples.get(i))).min(
                Comparator.naturalOrder()).orElseThrow();
        TreeSet<String> values = new TreeSet<>();
        if (spec.stratifyBy() != null) {
            members.forEach(i -> values.add(examples.get(i).attributes().getOrDefault(spec.stratifyBy(), "")));
        }
        return new Cluster(Digest.of(spec.seed() + "\u0000split\u0000" + name), String.join("\u0000", values), members);
    }

    private String group(Example example) {
        String value = spec.groupBy() == null ? null : example.attributes().get(spec.groupBy());
        return value == null ? "group\u0000" + example.group() : "value\u0000" + value;
    }

    private static String asked(Example example) {
        List<Message> messages = example.messages();
        boolean isAnswered = !(example.judgement() instanceof Judgement.Preference);
        return "asked\u0000" + Digest.of(messages.subList(0, messages.size() - (isAnswered ? 1 : 0)).stream().map(
                m -> m.role() + " " + TextKey.of(m.content())).collect(Collectors.joining("\n"))).hex();
    }

    private void join(int a, int b) {
        parent[root(a)] = root(b);
    }

    private int root(int i) {
        int root = i;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
