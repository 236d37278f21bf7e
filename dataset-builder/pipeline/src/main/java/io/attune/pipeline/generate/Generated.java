package io.attune.pipeline.generate;

import java.util.List;

/**
 * A generated record.
 *
 * @param number from 0
 * @param line the record as it stands in the file, without its line break; not always JSON, where something broken is
 * planted
 * @param truths what is planted in it; empty for a clean record
 */
public record Generated(long number, String line, List<Truth> truths) {
    public Generated {
        truths = List.copyOf(truths);
    }
}
