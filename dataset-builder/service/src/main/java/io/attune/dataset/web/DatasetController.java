package io.attune.dataset.web;

import java.util.List;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.dataset.web.DatasetViews.Dataset;
import io.attune.dataset.web.DatasetViews.Dropped;
import io.attune.dataset.web.DatasetViews.Page;
import io.attune.dataset.web.DatasetViews.Preview;
import io.attune.dataset.web.DatasetViews.Summary;
import io.attune.dataset.web.DatasetViews.Version;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Datasets, their versions, what is in them and what is not. */
@RestController
@RequestMapping("/api/v1/datasets")
class DatasetController {
    private static final int LIMIT_MAX = 500;

    private final Datasets datasets;

    DatasetController(Datasets datasets) {
        this.datasets = datasets;
    }

    /** The newest version of every dataset. */
    @GetMapping
    Page<Summary> list(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page<>(datasets.list(caller.project()).stream().map(datasets::version).map(Summary::of).toList(),
                null);
    }

    @GetMapping("/{name}")
    Dataset show(Caller caller, @PathVariable String name) {
        caller.require(Permission.VIEWER);
        List<DatasetVersionRef> versions = datasets.versions(caller.project(), name);
        if (versions.isEmpty()) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no dataset '" + name + "'",
                    "List them: attune datasets");
        }
        return new Dataset(name, versions.stream().map(datasets::version).map(Summary::of).toList());
    }

    /** @param version a number, a digest or {@code latest} */
    @GetMapping("/{name}/versions/{version}")
    Version version(Caller caller, @PathVariable String name, @PathVariable String version) {
        caller.require(Permission.VIEWER);
        return Version.of(find(caller, name, version));
    }

    @GetMapping("/{name}/versions/{version}/preview")
    Page<Preview> preview(Caller caller, @PathVariable String name, @PathVariable String version,
            @RequestParam(defaultValue = "train") String split, @RequestParam(defaultValue = "20") int limit) {
        caller.require(Permission.VIEWER);
        Split part = Split.ofWord(split).orElseThrow(() -> new InvalidInputException("The request", List.of(
                new Problem("split", "there is no split '" + split + "'", "Write train, validation or test."))));
        try (Stream<CuratedExample> examples = datasets.examples(find(caller, name, version).ref(), part)) {
            return new Page<>(examples.limit(checked(limit)).map(Preview::of).toList(), null);
        }
    }

    @GetMapping("/{name}/versions/{version}/drops")
    Page<Dropped> drops(Caller caller, @PathVariable String name, @PathVariable String version,
            @RequestParam(defaultValue = "0") String cursor, @RequestParam(defaultValue = "100") int limit) {
        caller.require(Permission.VIEWER);
        if (!cursor.matches("[0-9]{1,15}")) {
            throw new InvalidInputException("The request", List.of(new Problem("cursor", "'" + cursor
                    + "' is not a cursor", "Write the nextCursor of the page before.")));
        }
        DatasetVersion found = find(caller, name, version);
        long after = Long.parseLong(cursor);
        List<Drop> drops = datasets.drops(found.ref(), after, checked(limit));
        long next = after + drops.size();
        return new Page<>(drops.stream().map(Dropped::of).toList(),
                drops.isEmpty() || next >= found.drops() ? null : Long.toString(next));
    }

    private DatasetVersion find(Caller caller, String name, String version) {
        return datasets.find(caller.project(), name, version).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "There is no version '" + version + "' of a dataset '" + name + "'",
                "List the versions there are: attune dataset show " + name));
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new InvalidInputException("The request", List.of(new Problem("limit", "'" + limit
                    + "' is out of range", "Write a number from 1 to " + LIMIT_MAX + ".")));
        }
        return limit;
    }
}
