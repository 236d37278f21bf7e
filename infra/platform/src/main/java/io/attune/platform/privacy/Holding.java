package io.attune.platform.privacy;

/**
 * A place that holds data of a subject.
 *
 * @param kind a stable word of the holder, such as {@code dataset-version}
 * @param reference names the place among the holder's, such as {@code support@3}
 * @param place for people, without anything of the subject's data
 * @param count how many items, at least 1
 * @param evidence why it was found, masked, such as {@code identifier 1 (15 characters)}
 */
public record Holding(String kind, String reference, String place, long count, String evidence) {
}
