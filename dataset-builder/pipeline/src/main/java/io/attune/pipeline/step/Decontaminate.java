package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.pipeline.Example;
import io.attune.pipeline.Suite;
import io.attune.pipeline.TextKey;

/**
 * Drops every example that asks what an evaluation suite asks, compared without case, punctuation and white space. No
 * recipe names it: it runs whenever there are suites.
 */
public final class Decontaminate implements Step.OfExample {
    private final Map<String, String> suiteByQuestion = new TreeMap<>();

    /** A question that stands in several suites is blamed on the first by name. */
    public Decontaminate(List<Suite> suites) {
        suites.stream().sorted((a, b) -> a.name().compareTo(b.name())).forEach(suite -> suite.questions().forEach(
                question -> suiteByQuestion.putIfAbsent(TextKey.ofQuestion(question), suite.name())));
    }

    @Override
    public String name() {
        return "decontaminate";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }

    @Override
    public Verdict judge(Example example) {
        String suite = suiteByQuestion.get(TextKey.ofQuestion(example.prompt()));
        return suite == null ? Verdict.KEEP : Verdict.drop("in-evaluation-suite", "suite '" + suite + "' asks this");
    }
}
