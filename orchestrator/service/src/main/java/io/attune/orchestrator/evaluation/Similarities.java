package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How near an answer is to the reference in meaning: the cosine of the angle between their sentence embeddings (N. Reimers and I.
 * Gurevych, "Sentence-BERT", EMNLP 2019), 0 where it is below. The embeddings come from the retrieval runtime, so that they cost no
 * tokens and stay the same over months. What is no answer has 0 already. A text is read as far as the model reads, 256 word pieces.
 */
@Component
class Similarities {
    /** So much at a time that an answer comes within a second or two, and no list grows. */
    private static final int PAGE = 64;
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final String NAME = Measure.SEMANTIC_SIMILARITY.toString();

    private final JdbcClient jdbc;
    private final Embedder embedder;

    Similarities(JdbcClient jdbc, Embedder embedder) {
        this.jdbc = jdbc;
        this.embedder = embedder;
    }

    /** Gives texts their vectors, each of length one, in their order. */
    interface Embedder {
        List<float[]> embed(ProjectId project, List<String> texts);
    }

    /** An answer whose nearness is not measured yet. */
    private record Open(String arm, String suite, String item, String answer, String reference) {}

    /**
     * Measures a page of what is missing.
     *
     * @return how long to wait before it is called again, or empty when nothing is missing
     */
    Optional<Duration> advance(EvaluationId evaluation, ProjectId project, List<Recipe.Suite> suites) {
        List<String> wanted = suites.stream().filter(suite -> suite.measures().contains(
                Measure.SEMANTIC_SIMILARITY)).map(Recipe.Suite::name).toList();
        List<Open> page = wanted.isEmpty() ? List.of() : open(evaluation, wanted);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        try {
            keep(evaluation, page, vectors(project, page));
            return Optional.of(Duration.ZERO);
        } catch (NotAnswered e) {
            return Optional.of(LATER);
        }
    }

    private Map<String, float[]> vectors(ProjectId project, List<Open> page) {
        Set<String> texts = new LinkedHashSet<>();
        page.forEach(open -> {
            texts.add(open.answer());
            texts.add(open.reference());
        });
        texts.removeIf(String::isBlank);
        List<String> asked = List.copyOf(texts);
        List<float[]> given = asked.isEmpty() ? List.of() : embedder.embed(project, asked);
        if (given.size() != asked.size()) {
            throw new PlatformException(new ErrorCode("retrieval-failed", ErrorKind.PLATFORM),
                    "POST /v1/embeddings gave "
                            + given.size() + " vectors for " + asked.size() + " texts",
                    "Look into the retrieval runtime's log.");
        }
        Map<String, float[]> vectors = new HashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            vectors.put(asked.get(i), given.get(i));
        }
        return vectors;
    }

    private void keep(EvaluationId evaluation, List<Open> page, Map<String, float[]> vectors) {
        List<Double> values = new ArrayList<>();
        page.forEach(open -> values.add(cosine(vectors.get(open.answer()), vectors.get(open.reference()))));
        jdbc.sql("""
                update orchestrator.evaluation_result result
                set measures = result.measures || jsonb_build_object(:name, given.value)
                from unnest(cast(:arms as text[]), cast(:suites as text[]), cast(:items as text[]),
                    cast(:values as double precision[])) as given(arm, suite, item, value)
                where result.evaluation = :evaluation and result.arm = given.arm and result.suite = given.suite
                    and result.item = given.item""").param("name", NAME).param("arms", page.stream().map(
                Open::arm).toArray(String[]::new)).param("suites", page.stream().map(Open::suite).toArray(
                        String[]::new)).param("items", page.stream().map(Open::item).toArray(String[]::new)).param(
                                "values", values.toArray(Double[]::new)).param("evaluation",
                                        evaluation.value()).update();
    }

    /** Of vectors of length one; 0 where a text has none. */
    private static double cosine(float @Nullable [] a, float @Nullable [] b) {
        if (a == null || b == null) {
            return 0;
        }
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return Math.clamp(dot, 0, 1);
    }

    private List<Open> open(EvaluationId evaluation, List<String> suites) {
        return jdbc.sql("""
                select r.arm, r.suite, r.item, o.answer, i.content ->> 'reference' as reference
                from orchestrator.evaluation_result r
                join orchestrator.evaluation_item i on i.project = r.project and i.digest = r.digest
                join orchestrator.evaluation_output o on o.project = r.project and o.arm = r.arm_digest
                    and o.item = r.digest and o.way = :way
                where r.evaluation = :evaluation and r.suite in (:suites) and o.outcome = 'ANSWERED'
                    and r.measures is not null and r.measures -> :name is null
                    and coalesce(i.content ->> 'reference', '') <> ''
                    and r.attributes ->> 'answerable' is distinct from 'false'
                order by r.suite, r.item, r.arm limit :limit""").param("way", Way.of(
                Measure.SEMANTIC_SIMILARITY).toString()).param("evaluation", evaluation.value()).param("suites",
                        suites).param("name", NAME).param("limit", PAGE).query((rs, n) -> new Open(rs.getString("arm"),
                                rs.getString("suite"), rs.getString("item"), rs.getString("answer"), rs.getString(
                                        "reference"))).list();
    }
}
