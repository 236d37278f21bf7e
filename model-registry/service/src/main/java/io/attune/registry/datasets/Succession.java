package io.attune.registry.datasets;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.registry.DatasetVersion;
import io.attune.registry.DatasetWithdrawal;

/**
 * Which version of a dataset is its newest. A successor takes the place of the withdrawn version it was made from, so what
 * was made of an old version does not pass for newer than what came after that.
 */
final class Succession {
    private Succession() {}

    /** The newest that is not withdrawn, or the newest of all when every one is. */
    static Optional<DatasetVersion> newest(List<DatasetVersion> versions) {
        Map<Integer, Integer> madeFrom = new HashMap<>();
        for (DatasetVersion version : versions) {
            DatasetWithdrawal withdrawal = version.withdrawal();
            if (withdrawal != null && withdrawal.successor() != null) {
                madeFrom.put(withdrawal.successor().number(), version.number());
            }
        }
        Comparator<DatasetVersion> byPlace = Comparator.comparingInt((DatasetVersion v) -> v.withdrawal() == null
                ? 1
                : 0).thenComparingInt(v -> place(v.number(), madeFrom)).thenComparingInt(DatasetVersion::number);
        return versions.stream().max(byPlace);
    }

    private static int place(int number, Map<Integer, Integer> madeFrom) {
        int place = number;
        for (Integer from = madeFrom.get(place); from != null && from < place; from = madeFrom.get(place)) {
            place = from;
        }
        return place;
    }
}
