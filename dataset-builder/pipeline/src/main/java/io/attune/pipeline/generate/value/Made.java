package io.attune.pipeline.generate.value;

/**
 * A value that was made.
 *
 * @param variant which form of its kind, such as a country or a network; empty where there is one form
 */
public record Made(String variant, String text) {
}
