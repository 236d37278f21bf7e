package io.attune.pipeline;

/** A piece of a message's content. */
public sealed interface Part {

    /** Words. */
    record Text(String text) implements Part {}

    /** A picture by its address, which may hold the picture itself ({@code data:}). */
    record Image(String url) implements Part {}
}
