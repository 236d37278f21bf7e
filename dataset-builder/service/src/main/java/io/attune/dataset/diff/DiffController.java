package io.attune.dataset.diff;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.store.Outcome.Kept;
import io.attune.dataset.web.AskedVersion;
import io.attune.dataset.web.Cursors;
import io.attune.dataset.web.Page;
import io.attune.kernel.Digest;
import io.attune.pipeline.Drop;
import io.attune.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The difference of two versions of a dataset: in figures, and item by item. */
@RestController
@RequestMapping("/api/v1/datasets/{name}/versions/{base}/diff/{head}")
class DiffController {
    private static final int LIMIT_MAX = 500;

    private final AskedVersion versions;
    private final Diffs diffs;

    DiffController(AskedVersion versions, Diffs diffs) {
        this.versions = versions;
        this.diffs = diffs;
    }

    /**
     * A change as it is shown.
     *
     * @param why the other version's reason for not having it, such as {@code near-duplicates: near-duplicate}, or
     *     {@code not in the source}; null when both have it
     */
    record Item(String kind, String source, String key, @Nullable Place base, @Nullable Place head,
            @Nullable String why, @Nullable String twin) {
        static Item of(Change change) {
            Drop drop = change.drop();
            boolean inBoth = change.base() != null && change.head() != null;
            return new Item(word(change.kind()), change.source(), change.key(), Place.of(change.base()), Place.of(
                    change.head()), drop != null
                            ? drop.step() + ": " + drop.reason()
                            : inBoth ? null : "not in the source", drop == null ? null : drop.twin());
        }
    }

    /** Where an example stands in one of the versions. */
    record Place(Digest id, String split, int tokens) {
        static @Nullable Place of(@Nullable Kept kept) {
            return kept == null ? null : new Place(kept.id(), kept.split().word(), kept.tokens());
        }
    }

    @GetMapping
    DiffSummary summary(Caller caller, @PathVariable String name, @PathVariable String base,
            @PathVariable String head) {
        return diffs.summary(versions.find(caller, name, base).ref(), versions.find(caller, name, head).ref());
    }

    /** @param kind {@code added}, {@code removed}, {@code moved} or {@code changed}; all of them without it */
    @GetMapping("/items")
    Page<Item> items(Caller caller, @PathVariable String name, @PathVariable String base, @PathVariable String head,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        DatasetVersionRef before = versions.find(caller, name, base).ref();
        DatasetVersionRef after = versions.find(caller, name, head).ref();
        String scope = "diff " + before.digest() + " " + after.digest() + " " + kind;
        Diffs.Changes changes = diffs.changes(before, after, kind == null ? null : kind(kind), Cursors.read(scope,
                cursor, ""), Cursors.limit(limit, LIMIT_MAX));
        List<Item> items = changes.items().stream().map(Item::of).toList();
        String next = changes.next();
        return new Page<>(items, next == null ? null : Cursors.write(scope, next));
    }

    private static Change.Kind kind(String word) {
        return Arrays.stream(Change.Kind.values()).filter(k -> word(k).equals(word)).findFirst().orElseThrow(
                () -> Cursors.problem("kind", "there is no kind '" + word + "'",
                        "Write added, removed, moved or changed."));
    }

    private static String word(Change.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
