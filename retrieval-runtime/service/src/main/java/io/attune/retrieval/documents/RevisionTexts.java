package io.attune.retrieval.documents;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

import io.attune.index.Scope;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.UuidV7;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The texts of revisions in the object store. The texts of one write lie together in packs, objects that are written once
 * and never changed, so that thousands of small documents need a handful of requests. What is read is compared with its own
 * digest, so no text but the one that was written is ever returned. The packs read last are kept in memory.
 */
@Component
public class RevisionTexts {
    private static final int PACK_BYTES = 2_000_000;
    private static final long CACHE_BYTES_MAX = 32_000_000;

    private final ObjectStore objects;
    private final UuidV7 ids;
    private final LinkedHashMap<ObjectKey, byte[]> cache = new LinkedHashMap<>(64, 0.75f, true);
    private long cached;

    RevisionTexts(ObjectStore objects, UuidV7 ids) {
        this.objects = objects;
        this.ids = ids;
    }

    /** Stores texts and says where each lies, in their order. */
    List<TextPlace> put(Scope scope, List<String> texts) {
        List<TextPlace> places = new ArrayList<>();
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        List<byte[]> waiting = new ArrayList<>();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (pack.size() + bytes.length > PACK_BYTES && !waiting.isEmpty()) {
                store(scope, pack.toByteArray(), waiting, places);
                pack.reset();
                waiting.clear();
            }
            pack.writeBytes(bytes);
            waiting.add(bytes);
        }
        if (!waiting.isEmpty()) {
            store(scope, pack.toByteArray(), waiting, places);
        }
        return places;
    }

    /**
     * The text of a revision.
     *
     * @throws PlatformException when it is not there or not what was written
     */
    public String get(Scope scope, TextPlace place) {
        ObjectKey key = key(scope, place.pack());
        byte[] pack = kept(key);
        if (pack == null) {
            pack = objects.get(key).orElseThrow(() -> damaged(key, "is not in the object store"));
            keep(key, pack);
        }
        if (place.start() + place.length() > pack.length) {
            throw damaged(key, "is shorter than what was written");
        }
        byte[] bytes = Arrays.copyOfRange(pack, place.start(), place.start() + place.length());
        if (!Digest.of(bytes).equals(place.text())) {
            throw damaged(key, "does not hold what was written");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Removes a pack that no revision needs any more. */
    void delete(Scope scope, String pack) {
        ObjectKey key = key(scope, pack);
        objects.delete(key);
        synchronized (cache) {
            byte[] removed = cache.remove(key);
            cached -= removed == null ? 0 : removed.length;
        }
    }

    private void store(Scope scope, byte[] pack, List<byte[]> texts, List<TextPlace> places) {
        String name = ids.next().toString();
        int start = 0;
        for (byte[] text : texts) {
            places.add(new TextPlace(name, start, text.length, Digest.of(text)));
            start += text.length;
        }
        objects.put(key(scope, name), pack);
        keep(key(scope, name), pack);
    }

    private static ObjectKey key(Scope scope, String pack) {
        return new ObjectKey(scope.project(), "knowledge/" + scope.knowledgeBase() + "/texts/" + pack);
    }

    private byte @Nullable [] kept(ObjectKey key) {
        synchronized (cache) {
            return cache.get(key);
        }
    }

    private void keep(ObjectKey key, byte[] pack) {
        synchronized (cache) {
            byte[] before = cache.put(key, pack);
            cached += pack.length - (before == null ? 0 : before.length);
            var eldest = cache.entrySet().iterator();
            while (cached > CACHE_BYTES_MAX && eldest.hasNext()) {
                cached -= eldest.next().getValue().length;
                eldest.remove();
            }
        }
    }

    private static PlatformException damaged(ObjectKey key, String what) {
        return new PlatformException(ErrorCode.INTERNAL, "The pack of texts " + key + " " + what,
                "Restore the object, or write its documents again.");
    }
}
