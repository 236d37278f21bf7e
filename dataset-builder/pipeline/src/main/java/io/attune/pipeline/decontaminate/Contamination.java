package io.attune.pipeline.decontaminate;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Suite;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.text.Words;

/**
 * What of some suites stands in one dataset. Made anew for each dataset: it counts all records, checks its controls, and
 * is then safe for use by many threads. Memory is by the words of the suites, not by the dataset.
 */
public final class Contamination {
    /** Of the rules here. */
    public static final String VERSION = "2";
    /** A run of words in more than this share of the records is a template... */
    private static final double TEMPLATE_SHARE = 0.01;
    /** ...and in a small dataset in more than so many. */
    private static final int TEMPLATE_RECORDS_MIN = 3;

    private final Map<String, String> suiteByQuestion = new TreeMap<>();
    private final SuiteGrams grams = new SuiteGrams();
    private final long recordsMax;

    private Contamination(List<Suite> suites, Stream<Example> records) {
        suites.stream().sorted(Comparator.comparing(Suite::name)).forEach(this::add);
        Controls controls = new Controls(suites);
        controls.items().forEach(item -> grams.add(Controls.SUITE, item));
        Set<Long> seen = new HashSet<>();
        records.map(Contamination::texts).filter(texts -> seen.add(identity(texts))).forEach(grams::count);
        this.recordsMax = Math.max(TEMPLATE_RECORDS_MIN, (long) (TEMPLATE_SHARE * seen.size()));
        controls.templates(recordsMax + 1).forEach(record -> grams.count(List.of(Words.of(record))));
        check(controls);
    }

    /**
     * Counts the records of a dataset.
     *
     * @param records in any order; equal ones count once
     * @throws PlatformException when a planted copy is not found or a planted template is taken for a copy
     */
    public static Contamination of(List<Suite> suites, Stream<Example> records) {
        return new Contamination(suites, records);
    }

    /**
     * What was found in a record.
     *
     * @param reason a stable word
     * @param evidence names the suite, holds no text
     * @param suite whose question or answer it is
     */
    public record Found(String reason, String evidence, String suite) {}

    /** Whether a record holds anything of a suite. */
    public Optional<Found> find(Example record) {
        String suite = suiteByQuestion.get(TextKey.ofQuestion(record.prompt()));
        if (suite != null) {
            return Optional.of(new Found("in-evaluation-suite", "suite '" + suite + "' asks this", suite));
        }
        return find(texts(record));
    }

    private Optional<Found> find(List<Words> texts) {
        SuiteGrams.Hit hit = grams.find(texts, recordsMax);
        return hit == null
                ? Optional.empty()
                : Optional.of(new Found("words-of-evaluation-suite", hit.words() + " words in a row stand in suite '"
                        + hit.suite() + "'", hit.suite()));
    }

    private void add(Suite suite) {
        suite.questions().forEach(question -> {
            suiteByQuestion.putIfAbsent(TextKey.ofQuestion(question), suite.name());
            grams.add(suite.name(), TextKey.questionIn(question));
        });
        suite.answers().forEach(answer -> grams.add(suite.name(), answer));
    }

    private void check(Controls controls) {
        controls.copies().forEach(copy -> {
            if (find(List.of(Words.of(copy))).isEmpty()) {
                throw failed("a planted copy of an item was not found");
            }
        });
        if (find(List.of(Words.of(controls.otherKey()))).isPresent()) {
            throw failed("a planted template with another key was taken for a copy");
        }
        controls.questions().forEach(question -> {
            if (!suiteByQuestion.containsKey(TextKey.ofQuestion(question))) {
                throw failed("a planted question was not found");
            }
        });
        controls.suiteCopies(this::isUsable).forEach(copy -> {
            if (find(List.of(Words.of(copy))).isEmpty()) {
                throw failed("a planted copy of a suite's item was not found");
            }
        });
    }

    /** Whether an item has a run of words that is no template. */
    private boolean isUsable(String item) {
        return grams.find(List.of(Words.of(item)), recordsMax) != null;
    }

    private static PlatformException failed(String what) {
        return new PlatformException(ErrorCode.INTERNAL, "Decontamination cannot be trusted on this dataset: " + what,
                "Report it with the suites' and the dataset's digests; nothing was built.");
    }

    private static List<Words> texts(Example record) {
        return record.allMessages().map(Message::content).filter(content -> !content.isEmpty()).map(
                Words::of).toList();
    }

    private static long identity(List<Words> texts) {
        long identity = 17;
        for (Words words : texts) {
            identity = identity * 0x9e3779b97f4a7c15L + 1;
            for (int i = 0; i < words.count(); i++) {
                identity = (identity ^ words.hash(i)) * 0xbf58476d1ce4e5b9L;
                identity ^= identity >>> 29;
            }
        }
        return identity;
    }
}
