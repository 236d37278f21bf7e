package io.attune.registry;

/** What a deployment is paired with. */
public sealed interface Knowledge {

    /** A knowledge base by name. */
    record Paired(String knowledgeBase) implements Knowledge {
        public Paired {
            Names.require("knowledge base", knowledgeBase);
        }
    }

    /**
     * Nothing, on purpose.
     *
     * @param reason why, for the audit trail; not blank
     */
    record None(String reason) implements Knowledge {
        public None {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("Declining the pairing with a knowledge base needs a reason");
            }
        }
    }
}
