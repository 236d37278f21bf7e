package io.attune.dataset.browse;

import java.util.List;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.browse.BrowseViews.Dropped;
import io.attune.dataset.browse.BrowseViews.Found;
import io.attune.dataset.browse.BrowseViews.Preview;
import io.attune.dataset.browse.BrowseViews.Why;
import io.attune.dataset.browse.Browser.Position;
import io.attune.dataset.web.AskedVersion;
import io.attune.dataset.web.Cursors;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A version's examples, its drop ledger, and the reasons behind both. */
@RestController
@RequestMapping("/api/v1/datasets/{name}/versions/{version}")
class BrowseController {
    private static final int LIMIT_MAX = 500;

    private final AskedVersion versions;
    private final Browser browser;
    private final Reasons reasons;

    BrowseController(AskedVersion versions, Browser browser, Reasons reasons) {
        this.versions = versions;
        this.browser = browser;
        this.reasons = reasons;
    }

    /**
     * Examples in the order of their ids.
     *
     * @param split one of them, or {@code all}
     * @param search words that all have to occur, phrases in double quotes
     * @param attribute each {@code name=value}
     */
    @GetMapping("/preview")
    Found<Preview> preview(Caller caller, @PathVariable String name, @PathVariable String version,
            @RequestParam(defaultValue = "train") String split,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable List<String> attribute,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "20") int limit) {
        DatasetVersionRef ref = versions.find(caller, name, version).ref();
        List<Split> splits = splits(split);
        ExampleFilter filter = ExampleFilter.of(search, source, language, attribute);
        String scope = "preview " + ref.digest() + " " + splits + " " + filter;
        Browser.Found<CuratedExample> found = browser.examples(ref, splits, filter, Position.parse(Cursors.read(scope,
                cursor, "0:0")), Cursors.limit(limit, LIMIT_MAX));
        return new Found<>(found.items().stream().map(Preview::of).toList(), next(scope, found.next()),
                found.scanned());
    }

    /** Entries of the drop ledger, in the dataset's order. */
    @GetMapping("/drops")
    Found<Dropped> drops(Caller caller, @PathVariable String name, @PathVariable String version,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        DatasetVersionRef ref = versions.find(caller, name, version).ref();
        Words words = Words.of(search);
        String scope = "drops " + ref.digest() + " " + words + " " + source + " " + step + " " + reason;
        Browser.Found<Drop> found = browser.drops(ref, words, drop -> (source == null || source.equals(drop.source()))
                && (step == null || step.equals(drop.step())) && (reason == null || reason.equals(drop.reason()))
                && words.areIn(drop.source() + "/" + drop.key() + "\n" + drop.reason() + "\n" + drop.evidence() + "\n"
                        + drop.twin()),
                Position.parse(Cursors.read(scope, cursor, "0:0")).line(), Cursors.limit(limit, LIMIT_MAX));
        return new Found<>(found.items().stream().map(Dropped::of).toList(), next(scope, found.next()),
                found.scanned());
    }

    /** @param example the first digits of an id, or {@code source/key} */
    @GetMapping("/why")
    Why why(Caller caller, @PathVariable String name, @PathVariable String version, @RequestParam String example) {
        return reasons.why(versions.find(caller, name, version).ref(), example);
    }

    private static @Nullable String next(String scope, @Nullable Position position) {
        return position == null ? null : Cursors.write(scope, position.toString());
    }

    private static List<Split> splits(String word) {
        return word.equals("all")
                ? List.of(Split.values())
                : List.of(Split.ofWord(word).orElseThrow(() -> Cursors.problem("split", "there is no split '" + word
                        + "'", "Write train, validation or test, or all.")));
    }
}
