package io.attune.orchestrator.evaluation;

import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import org.jspecify.annotations.Nullable;

/**
 * An arm made concrete: who answers, from which knowledge and how.
 *
 * @param name as recipes and reports write it
 * @param model the provider's own name for the model
 * @param asked the name by which it is asked now, such as an endpoint's; most often the model's
 * @param baseModel by which it is priced
 * @param capable whether the model may write answers from passages
 * @param knowledgeBase null for an arm without retrieval
 * @param lsn the knowledge base's last change when the arm was made, 0 without one
 */
public record EvaluatedArm(String name, String connection, String model, String asked, String baseModel,
        boolean capable,
        @Nullable String knowledgeBase, long lsn, Policy policy) {

    /**
     * How it answers.
     *
     * @param prompt the system prompt of what is served; may be empty
     * @param abstention what is said where nothing supports an answer
     * @param tokensMax of an answer
     * @param temperature 0 for always the likeliest token
     */
    public record Policy(String prompt, String abstention, int tokensMax, double temperature) {}

    /** The same, asked by another name. */
    EvaluatedArm askedAs(String other) {
        return new EvaluatedArm(name, connection, model, other, baseModel, capable, knowledgeBase, lsn, policy);
    }

    /**
     * 64 hexadecimal digits that stand for everything an answer depends on. Neither the arm's name nor the endpoint's is
     * part of it: what was once answered serves every later evaluation of the same model.
     */
    public String digest() {
        var parts = new TreeMap<String, Object>();
        parts.put("connection", connection);
        parts.put("model", model);
        parts.put("capable", capable);
        parts.put("policy", policy);
        if (knowledgeBase != null) {
            parts.put("knowledgeBase", knowledgeBase);
            parts.put("lsn", lsn);
        }
        return CanonicalJson.digest(parts).hex();
    }
}
