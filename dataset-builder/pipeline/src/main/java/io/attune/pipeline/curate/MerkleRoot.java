package io.attune.pipeline.curate;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Split;

/**
 * The root of the Merkle tree over (record id, split), sorted by id, built as RFC 6962, section 2.1 builds it: leaves and
 * inner nodes are hashed with different prefixes, so neither can pass for the other. Each level takes the place of the one
 * below it in one array.
 */
public final class MerkleRoot {
    private static final int WIDTH = 32;
    private static final byte[] TRAIN = word(Split.TRAIN);
    private static final byte[] VALIDATION = word(Split.VALIDATION);
    private static final byte[] TEST = word(Split.TEST);

    private final MessageDigest sha = Digest.sha256();
    private final byte[] nodes;

    private MerkleRoot(int leaves) {
        nodes = new byte[Math.multiplyExact(leaves, WIDTH)];
    }

    /** The root; the order of the examples does not matter. */
    public static Digest of(List<CuratedExample> examples) {
        if (examples.isEmpty()) {
            return Digest.of(new byte[0]);
        }
        MerkleRoot tree = new MerkleRoot(examples.size());
        int[] order = DigestOrder.of(examples.size(), i -> examples.get(i).id());
        for (int i = 0; i < order.length; i++) {
            tree.leaf(examples.get(order[i]), i);
        }
        int width = order.length;
        while (width > 1) {
            width = tree.above(width);
        }
        return Digest.ofBytes(tree.nodes, 0);
    }

    private void leaf(CuratedExample example, int at) {
        example.id().copyTo(nodes, at * WIDTH);
        sha.update((byte) 0);
        sha.update(nodes, at * WIDTH, WIDTH);
        sha.update(switch (example.split()) {
            case TRAIN -> TRAIN;
            case VALIDATION -> VALIDATION;
            case TEST -> TEST;
        });
        finish(at);
    }

    private static byte[] word(Split split) {
        return split.word().getBytes(StandardCharsets.UTF_8);
    }

    /** Joins pairs; one that is left over goes up as it is. Returns how many there are then. */
    private int above(int width) {
        for (int i = 0; i + 1 < width; i += 2) {
            sha.update((byte) 1);
            sha.update(nodes, i * WIDTH, 2 * WIDTH);
            finish(i / 2);
        }
        if (width % 2 == 1) {
            System.arraycopy(nodes, (width - 1) * WIDTH, nodes, width / 2 * WIDTH, WIDTH);
        }
        return (width + 1) / 2;
    }

    private void finish(int at) {
        try {
            sha.digest(nodes, at * WIDTH, WIDTH);
        } catch (DigestException e) {
            throw new IllegalStateException("A SHA-256 has 32 bytes", e);
        }
    }
}
