package io.attune.orchestrator.recipe;

/**
 * Something to say about a recipe's target that its text alone does not show.
 *
 * @param key of the target that it is about, such as {@code baseModel}
 * @param nextStep what to do, or empty
 */
public record Remark(Severity severity, String key, String message, String nextStep) {

    /** What follows from it. */
    public enum Severity {
        /** The recipe is refused. */
        PROBLEM,
        /** It works now, and will not for long. */
        WARNING,
        /** Something could not be checked. */
        NOTE
    }

    public static Remark problem(String key, String message, String nextStep) {
        return new Remark(Severity.PROBLEM, key, message, nextStep);
    }

    public static Remark warning(String key, String message, String nextStep) {
        return new Remark(Severity.WARNING, key, message, nextStep);
    }

    public static Remark note(String key, String message, String nextStep) {
        return new Remark(Severity.NOTE, key, message, nextStep);
    }
}
