package io.attune.dataset.suppress;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.Example;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.withdraw.Withdrawn;
import io.attune.platform.privacy.TokenText;

/** Recognises by hashes. */
final class HashedWithdrawals implements Withdrawn {
    private final ProjectId project;
    private final KeyedHashes hashes;
    private final Set<Digest> contents;
    private final Map<Integer, Set<Digest>> identifiers;

    /** @param identifiers by their length in characters */
    HashedWithdrawals(ProjectId project, KeyedHashes hashes, Set<Digest> contents,
            Map<Integer, Set<Digest>> identifiers) {
        this.project = project;
        this.hashes = hashes;
        this.contents = Set.copyOf(contents);
        this.identifiers = Map.copyOf(identifiers);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public boolean includes(Example read) {
        if (!contents.isEmpty() && contents.contains(hashes.hash(project, Suppressions.CONTENT,
                read.contentDigest().hex()))) {
            return true;
        }
        return !identifiers.isEmpty() && texts(read).anyMatch(this::namesAnybody);
    }

    /** Every text of a record in which a person can be named. */
    private static Stream<String> texts(Example read) {
        return Stream.concat(Stream.of(read.key(), read.group()), Stream.concat(read.attributes().values().stream(),
                read.allMessages().flatMap(message -> Stream.of(Stream.ofNullable(message.name()), Stream.of(
                        message.content()), Stream.ofNullable(message.reasoning()), message.toolCalls().stream().map(
                                ToolCall::arguments)).flatMap(texts -> texts))));
    }

    private boolean namesAnybody(String text) {
        TokenText prepared = TokenText.of(text);
        KeyedHashes.Hasher hasher = hashes.hasher(project, Suppressions.IDENTIFIER);
        boolean[] found = new boolean[1];
        identifiers.forEach((length, sought) -> prepared.pieces(length, piece -> {
            if (!found[0] && sought.contains(hasher.hash(piece))) {
                found[0] = true;
            }
        }));
        return found[0];
    }

    @Override
    public String nameOf(Example read) {
        return hashes.recordName(project, read.source(), read.key());
    }

    @Override
    public Digest digest() {
        Set<String> all = new TreeSet<>();
        contents.forEach(hash -> all.add(hash.hex()));
        new TreeMap<>(identifiers).values().forEach(some -> some.forEach(hash -> all.add(hash.hex())));
        return CanonicalJson.digest(all);
    }
}
