package io.attune.pipeline.curate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;
import io.attune.pipeline.FirstEqual;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.TextFold;
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

    /** Of each cluster, in the order of their hashes. */
    private int[] sizes = new int[0];
    private Split[] chosen = new Split[0];

    private GroupSplit(List<Example> examples, SplitSpec spec) {
        this.spec = spec;
        this.examples = examples;
        this.parent = new int[examples.size()];
        Arrays.setAll(parent, i -> i);
    }

    /** The split of each example, in the order given. */
    static List<Split> of(List<Example> examples, SplitSpec spec) {
        return of(examples, spec, false);
    }

    /**
     * The split of each example, in the order given.
     *
     * @param apart whether it is known that no two of them are near-duplicates
     */
    static List<Split> of(List<Example> examples, SplitSpec spec, boolean apart) {
        return new GroupSplit(examples, spec).assign(apart);
    }

    private List<Split> assign(boolean apart) {
        joinGroups();
        joinQuestions();
        if (!apart) {
            joinNearDuplicates();
        }
        int[] clusters = numberClusters();
        Map<String, List<Integer>> strata = strata(clusters);
        List<Integer> pool = new ArrayList<>();
        strata.values().forEach(stratum -> {
            if (isTooSmall(stratum)) {
                pool.addAll(stratum);
            } else {
                cut(stratum);
            }
        });
        cut(pool.stream().sorted().toList());
        fillEmpty(Split.TEST, spec.test());
        fillEmpty(Split.VALIDATION, spec.validation());
        Split[] splits = new Split[clusters.length];
        for (int i = 0; i < splits.length; i++) {
            splits[i] = chosen[clusters[i]];
        }
        return List.of(splits);
    }

    private void joinGroups() {
        FirstEqual first = new FirstEqual(parent.length);
        TextFold name = new TextFold();
        for (int i = 0; i < parent.length; i++) {
            Example example = examples.get(i);
            long hash = name.clear().add(groupKind(example)).add(groupName(example)).hash();
            join(i, first.of(i, hash, earlier -> isOneGroup(example, examples.get(earlier))));
        }
    }

    private boolean isOneGroup(Example one, Example other) {
        return groupKind(one).equals(groupKind(other)) && groupName(one).equals(groupName(other));
    }

    private void joinQuestions() {
        FirstEqual first = new FirstEqual(parent.length);
        TextFold one = new TextFold();
        TextFold other = new TextFold();
        for (int i = 0; i < parent.length; i++) {
            Example example = examples.get(i);
            join(i, first.of(i, asked(example, one).hash(), earlier -> asked(example, one).isSame(asked(examples.get(
                    earlier), other))));
        }
    }

    private void joinNearDuplicates() {
        NearSettings settings = NearSettings.of(NearSettings.SIMILARITY).withThreads(
                Runtime.getRuntime().availableProcessors());
        Clusters near = new NearDuplicates(settings).clusters(Scope.PROMPT_AND_ANSWER.texts(examples));
        for (int i = 0; i < parent.length; i++) {
            join(i, near.root(i));
        }
    }

    /** Numbers the clusters in the order of their hashes, and returns the number of each example's. */
    private int[] numberClusters() {
        int[] numbers = new int[parent.length];
        int[] first = IntStream.range(0, parent.length).filter(i -> root(i) == i).toArray();
        for (int i = 0; i < first.length; i++) {
            numbers[first[i]] = i;
        }
        int[] named = first.clone();
        for (int i = 0; i < parent.length; i++) {
            int cluster = numbers[root(i)];
            named[cluster] = named[cluster] != i && compareGroups(i, named[cluster]) < 0 ? i : named[cluster];
        }
        Digest[] ranks = new Digest[named.length];
        MessageDigest sha = Digest.sha256();
        byte[] seed = (spec.seed() + "\u0000split\u0000").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < named.length; i++) {
            Example example = examples.get(named[i]);
            sha.update(seed);
            sha.update(groupKind(example).getBytes(StandardCharsets.UTF_8));
            sha.update(groupName(example).getBytes(StandardCharsets.UTF_8));
            ranks[i] = Digest.of(sha);
        }
        int[] order = DigestOrder.of(ranks.length, i -> ranks[i]);
        for (int i = 0; i < order.length; i++) {
            numbers[first[order[i]]] = i;
        }
        sizes = new int[order.length];
        chosen = new Split[order.length];
        int[] clusters = new int[parent.length];
        for (int i = 0; i < clusters.length; i++) {
            clusters[i] = numbers[root(i)];
            sizes[clusters[i]]++;
        }
        return clusters;
    }

    private int compareGroups(int a, int b) {
        Example one = examples.get(a);
        Example other = examples.get(b);
        int byKind = groupKind(one).compareTo(groupKind(other));
        return byKind != 0 ? byKind : groupName(one).compareTo(groupName(other));
    }

    /** The clusters with the same values of the stratifying attribute, each in the order of the clusters; sorted by them. */
    private Map<String, List<Integer>> strata(int[] clusters) {
        String attribute = spec.stratifyBy();
        Map<String, List<Integer>> strata = new TreeMap<>();
        if (attribute == null) {
            strata.put("", IntStream.range(0, sizes.length).boxed().toList());
            return strata;
        }
        List<TreeSet<String>> values = new ArrayList<>();
        Arrays.stream(sizes).forEach(cluster -> values.add(new TreeSet<>()));
        for (int i = 0; i < clusters.length; i++) {
            values.get(clusters[i]).add(examples.get(i).attributes().getOrDefault(attribute, ""));
        }
        for (int i = 0; i < sizes.length; i++) {
            strata.computeIfAbsent(String.join("\u0000", values.get(i)), s -> new ArrayList<>()).add(i);
        }
        return strata;
    }

    /** Whether a share of it would be less than one cluster: all of them would go to training, one by one. */
    private boolean isTooSmall(List<Integer> stratum) {
        return Stream.of(spec.test(), spec.validation()).filter(share -> share.signum() > 0).anyMatch(
                share -> share.doubleValue() * stratum.size() < 1);
    }

    private void cut(List<Integer> stratum) {
        double all = stratum.stream().mapToInt(cluster -> sizes[cluster]).sum();
        double test = spec.test().doubleValue();
        double held = test + spec.validation().doubleValue();
        double before = 0;
        for (int cluster : stratum) {
            double middle = (before + sizes[cluster] / 2.0) / all;
            chosen[cluster] = middle < test ? Split.TEST : middle < held ? Split.VALIDATION : Split.TRAIN;
            before += sizes[cluster];
        }
    }

    /** Gives a split that got nothing the smallest cluster of training. */
    private void fillEmpty(Split split, BigDecimal share) {
        if (share.signum() == 0 || Arrays.asList(chosen).contains(split)) {
            return;
        }
        int[] train = IntStream.range(0, chosen.length).filter(cluster -> chosen[cluster] == Split.TRAIN).toArray();
        if (train.length > 1) {
            int smallest = Arrays.stream(train).map(cluster -> sizes[cluster]).min().orElseThrow();
            chosen[Arrays.stream(train).filter(
                    cluster -> sizes[cluster] == smallest).findFirst().orElseThrow()] = split;
        }
    }

    private String groupKind(Example example) {
        return spec.groupBy() == null || example.attributes().get(spec.groupBy()) == null
                ? "group\u0000"
                : "value\u0000";
    }

    private String groupName(Example example) {
        String value = spec.groupBy() == null ? null : example.attributes().get(spec.groupBy());
        return value == null ? example.group() : value;
    }

    /** The words of the conversation up to the answer. */
    private static TextFold asked(Example example, TextFold into) {
        List<Message> messages = example.messages();
        int end = messages.size() - (example.judgement() instanceof Judgement.Preference ? 0 : 1);
        into.clear();
        for (int i = 0; i < end; i++) {
            into.add(messages.get(i).role().word()).add(' ').addWords(messages.get(i).content()).add('\n');
        }
        return into;
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
