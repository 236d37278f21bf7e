package io.attune.dataset.web;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.Datasets;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.stereotype.Component;

/** Finds the version that a path names, for somebody who may see it. */
@Component
public class AskedVersion {
    private final Datasets datasets;

    AskedVersion(Datasets datasets) {
        this.datasets = datasets;
    }

    /**
     * The version, in the caller's project.
     *
     * @param version a number, a digest or {@code latest}
     * @throws PlatformException when there is none, or the caller may not look
     */
    public DatasetVersion find(Caller caller, String name, String version) {
        caller.require(Permission.VIEWER);
        return datasets.find(caller.project(), name, version).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "There is no version '" + version + "' of a dataset '" + name + "'",
                "List the versions there are: attune dataset show " + name));
    }
}
