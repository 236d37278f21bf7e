package io.attune.dataset.withdraw;

import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.registry.DatasetVersion;
import org.springframework.stereotype.Component;

/** Looks through everything a project's datasets keep. */
@Component
class Sweep {
    private final CurationRows curations;
    private final FileSweep files;
    private final VersionSweep versions;
    private final WorkSweep work;
    private final DecisionRows decisions;

    Sweep(CurationRows curations, FileSweep files, VersionSweep versions, WorkSweep work, DecisionRows decisions) {
        this.curations = curations;
        this.files = files;
        this.versions = versions;
        this.work = work;
        this.decisions = decisions;
    }

    /**
     * What was found.
     *
     * @param rows every curation of the project
     * @param sought with what was learned on the way
     */
    record Found(List<Place> places, List<CurationRows.Row> rows, Sought sought) {}

    /**
     * Looks once; and where records are meant and not texts, once more for others that say the same.
     *
     * @param sought knows nothing yet
     */
    Found find(ProjectId project, Sought sought) {
        Found first = once(project, sought);
        return sought.isByText() || first.places().isEmpty() ? first : once(project, sought);
    }

    private Found once(ProjectId project, Sought sought) {
        List<CurationRows.Row> rows = curations.all(project);
        List<Place> places = new ArrayList<>(files.find(project, sought, rows));
        places.addAll(versions.find(project, sought));
        List<DatasetVersion> recorded = versions.versions(project);
        places.addAll(work.find(project, sought, rows, recorded));
        places.addAll(decisions.find(project, sought));
        for (CurationRows.Row row : rows) {
            Place place = curations.find(sought, row);
            if (place != null) {
                places.add(place);
            }
        }
        return new Found(places, rows, sought);
    }
}
