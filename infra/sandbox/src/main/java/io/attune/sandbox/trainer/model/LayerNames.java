package io.attune.sandbox.trainer.model;

/** What the tensors of one layer are called in checkpoints. */
record LayerNames(String attentionNorm, String queryKeyValue, String smear, String attentionOut, String feedNorm,
        String feedIn, String feedOut) {

    static LayerNames of(int layer) {
        String prefix = "layers." + layer + ".";
        return new LayerNames(prefix + "attention.norm", prefix + "attention.qkv", prefix + "attention.smear",
                prefix + "attention.out", prefix + "feed.norm", prefix + "feed.in", prefix + "feed.out");
    }
}
