package io.attune.pipeline.withdraw;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;

/** What was withdrawn and may not come back. Immutable and thread-safe. */
public interface Withdrawn {

    /** Nothing was. */
    Withdrawn NOTHING = new Withdrawn() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public boolean includes(Example read) {
            return false;
        }

        @Override
        public String nameOf(Example read) {
            return read.key();
        }

        @Override
        public Digest digest() {
            return Digest.of("");
        }
    };

    boolean isEmpty();

    /** Whether a record, as it was read, was withdrawn or says something of a person who withdrew. */
    boolean includes(Example read);

    /** What the ledger calls a record that was withdrawn, instead of its key, which may be personal. */
    String nameOf(Example read);

    /** Stands for all of it as an input of a dataset; nothing can be found out from it. */
    Digest digest();
}
