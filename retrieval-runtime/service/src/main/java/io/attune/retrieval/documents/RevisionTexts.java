package io.attune.retrieval.documents;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.attune.index.Scope;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The texts of revisions in the object store, each under its document and its own digest. What is read is compared with
 * the digest, so no text but the one that was written is ever returned. The newest ones read are kept in memory.
 */
@Component
public class RevisionTexts implements AutoCloseable {
    private static final int PARALLEL = 8;
    private static final long CACHE_CHARACTERS_MAX = 16_000_000;

    private final ObjectStore objects;
    private final ExecutorService transfers = Executors.newFixedThreadPool(PARALLEL,
            Thread.ofPlatform().name("revision-texts-", 0).daemon().factory());
    private final LinkedHashMap<ObjectKey, String> cache = new LinkedHashMap<>(256, 0.75f, true);
    private long cached;

    RevisionTexts(ObjectStore objects) {
        this.objects = objects;
    }

    /** Where a text lies. */
    public record Place(String documentId, Digest digest) {
    }

    /** Stores texts, several at a time. Storing one again changes nothing. */
    void put(Scope scope, Map<Place, String> texts) {
        await(texts.entrySet().stream().map(entry -> transfers.submit(() -> {
            objects.put(key(scope, entry.getKey()), entry.getValue().getBytes(StandardCharsets.UTF_8));
            keep(key(scope, entry.getKey()), entry.getValue());
            return entry.getValue();
        })).toList());
    }

    /**
     * A revision's text.
     *
     * @throws PlatformException when it is not there or not what was written
     */
    public String get(Scope scope, Place place) {
        ObjectKey key = key(scope, place);
        String kept = kept(key);
        if (kept != null) {
            return kept;
        }
        byte[] bytes = objects.get(key).orElseThrow(() -> damaged(key, "is not in the object store"));
        if (!Digest.of(bytes).equals(place.digest())) {
            throw damaged(key, "is not what was written");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        keep(key, text);
        return text;
    }

    /** Many texts, read several at a time. */
    public Map<Place, String> getAll(Scope scope, Collection<Place> places) {
        List<Place> wanted = places.stream().distinct().toList();
        List<Future<String>> reads = wanted.stream().map(place -> transfers.submit(() -> get(scope, place))).toList();
        List<String> texts = await(reads);
        Map<Place, String> found = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            found.put(wanted.get(i), texts.get(i));
        }
        return found;
    }

    /** Removes every text a document ever had. */
    void deleteAll(Scope scope, String documentId) {
        List<ObjectKey> keys = objects.list(folder(scope, documentId));
        keys.forEach(objects::delete);
        synchronized (cache) {
            for (ObjectKey key : keys) {
                String removed = cache.remove(key);
                cached -= removed == null ? 0 : removed.length();
            }
        }
    }

    @Override
    public void close() {
        transfers.shutdownNow();
    }

    private static ObjectKey key(Scope scope, Place place) {
        return folder(scope, place.documentId()).resolve(place.digest().hex());
    }

    private static ObjectKey folder(Scope scope, String documentId) {
        return new ObjectKey(scope.project(),
                "knowledge/" + scope.knowledgeBase() + "/" + Digest.of(documentId).hex() + "/");
    }

    private @Nullable String kept(ObjectKey key) {
        synchronized (cache) {
            return cache.get(key);
        }
    }

    private void keep(ObjectKey key, String text) {
        synchronized (cache) {
            String before = cache.put(key, text);
            cached += text.length() - (before == null ? 0 : before.length());
            var eldest = cache.entrySet().iterator();
            while (cached > CACHE_CHARACTERS_MAX && eldest.hasNext()) {
                cached -= eldest.next().getValue().length();
                eldest.remove();
            }
        }
    }

    private static <T> List<T> await(List<Future<T>> futures) {
        try {
            return all(futures);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(ErrorCode.INTERNAL, "Interrupted while texts were transferred", "", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new PlatformException(ErrorCode.INTERNAL, "Texts could not be transferred", "", e);
        }
    }

    private static <T> List<T> all(List<Future<T>> futures) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>(futures.size());
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    private static PlatformException damaged(ObjectKey key, String what) {
        return new PlatformException(ErrorCode.INTERNAL, "The text " + key + " " + what,
                "Restore the object, or write the document again.");
    }
}
