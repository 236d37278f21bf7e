package io.attune.dataset.web;

import java.util.List;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.dataset.web.DatasetViews.Dataset;
import io.attune.dataset.web.DatasetViews.Summary;
import io.attune.dataset.web.DatasetViews.Version;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Datasets and their versions. */
@RestController
@RequestMapping("/api/v1/datasets")
class DatasetController {
    private final Datasets datasets;
    private final AskedVersion versions;

    DatasetController(Datasets datasets, AskedVersion versions) {
        this.datasets = datasets;
        this.versions = versions;
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
        List<DatasetVersionRef> refs = datasets.versions(caller.project(), name);
        if (refs.isEmpty()) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no dataset '" + name + "'",
                    "List them: attune datasets");
        }
        return new Dataset(name, refs.stream().map(datasets::version).map(Summary::of).toList());
    }

    /** @param version a number, a digest or {@code latest} */
    @GetMapping("/{name}/versions/{version}")
    Version version(Caller caller, @PathVariable String name, @PathVariable String version) {
        return Version.of(versions.find(caller, name, version));
    }
}
