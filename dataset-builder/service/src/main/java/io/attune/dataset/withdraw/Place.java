package io.attune.dataset.withdraw;

import java.util.List;
import java.util.Set;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.platform.ObjectKey;
import io.attune.platform.privacy.Holding;
import org.jspecify.annotations.Nullable;

/** A place that holds data of the subject, with that data. */
sealed interface Place {

    Holding holding();

    /** What it holds, one JSON text or line each; as many as the holding counts. */
    List<String> items();

    /**
     * Records of a version.
     *
     * @param ids of the examples
     */
    record InVersion(DatasetVersionRef ref, Set<Digest> ids, Holding holding, List<String> items) implements Place {}

    /**
     * Entries of a version's drop ledger.
     *
     * @param lines their numbers, from 0
     */
    record InLedger(DatasetVersionRef ref, Set<Long> lines, Holding holding, List<String> items) implements Place {}

    /** A withdrawn version whose objects are not all gone; they are mixed with others' data and cannot be read any more. */
    record Remains(DatasetVersionRef ref, Holding holding) implements Place {
        @Override
        public List<String> items() {
            return List.of();
        }
    }

    /** An uploaded file. */
    record InFile(ObjectKey key, Holding holding, List<String> items) implements Place {}

    /** Decisions of people. */
    record InBook(List<Long> numbers, Holding holding, List<String> items) implements Place {}

    /** A request and its problems. */
    record InRequest(String key, Holding holding, List<String> items) implements Place {}

    /**
     * Objects of unfinished work.
     *
     * @param curation the key of the curation they belong to, or null
     */
    record InWork(ObjectKey folder, @Nullable String curation, Holding holding, List<String> items) implements Place {}
}
