package io.attune.orchestrator.recipe.text;

/**
 * A key of a group.
 *
 * @param description one sentence for the editor that shows it
 */
public record Field<T>(String key, boolean required, Shape<T> shape, String description) {

    public static <T> Field<T> required(String key, Shape<T> shape, String description) {
        return new Field<>(key, true, shape, description);
    }

    public static <T> Field<T> optional(String key, Shape<T> shape, String description) {
        return new Field<>(key, false, shape, description);
    }
}
