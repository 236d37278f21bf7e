package io.attune.pipeline.curate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;

/**
 * The root of the Merkle tree over (record id, split), sorted by id, built as RFC 6962, section 2.1 builds it: leaves and
 * inner nodes are hashed with different prefixes, so neither can pass for the other.
 */
public final class MerkleRoot {
    private MerkleRoot() {}

    /** The root; the order of the examples does not matter. */
    public static Digest of(Collection<CuratedExample> examples) {
        List<byte[]> level = new ArrayList<>(examples.stream().sorted(Comparator.comparing(CuratedExample::id)).map(
                MerkleRoot::leaf).toList());
        if (level.isEmpty()) {
            return Digest.of(new byte[0]);
        }
        while (level.size() > 1) {
            List<byte[]> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(node(level.get(i), level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                above.add(level.getLast());
            }
            level = above;
        }
        return new Digest(HexFormat.of().formatHex(level.getFirst()));
    }

    private static byte[] leaf(CuratedExample example) {
        MessageDigest sha = Digest.sha256();
        sha.update((byte) 0);
        sha.update(example.id().bytes());
        return sha.digest(example.split().word().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest sha = Digest.sha256();
        sha.update((byte) 1);
        sha.update(left);
        return sha.digest(right);
    }
}
