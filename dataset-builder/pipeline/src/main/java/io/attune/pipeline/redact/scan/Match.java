package io.attune.pipeline.redact.scan;

import io.attune.pipeline.redact.kind.Rule;

/** A part of a text that a rule recognised. */
public record Match(int start, int end, Rule rule) {

    boolean overlaps(Match other) {
        return start < other.end && other.start < end;
    }
}
