package io.attune.orchestrator.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.dataset.Drafts;
import io.attune.dataset.RecipePlans.Planned;
import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.orchestrator.recipe.GateFloors;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.timing.When;
import io.attune.orchestrator.schedule.EventTrigger;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;

/** The sources hold more records than those that the dataset's newest version was made of. */
@Component
class NewData implements EventTrigger {
    private final Datasets datasets;
    private final Curation curation;
    private final Drafts drafts;
    private final ObjectStore objects;
    private final GateFloors floors;

    NewData(Datasets datasets, Curation curation, Drafts drafts, ObjectStore objects,
            GateFloors floors) {
        this.datasets = datasets;
        this.curation = curation;
        this.drafts = drafts;
        this.objects = objects;
        this.floors = floors;
    }

    @Override
    public String event() {
        return When.NEW_DATA;
    }

    @Override
    public Optional<Occasion> look(StoredRecipe recipe, Map<String, String> settings) {
        return datasets.versions(recipe.project(), recipe.name()).stream().findFirst().flatMap(
                newest -> look(recipe, newest, settings));
    }

    private Optional<Occasion> look(StoredRecipe recipe, DatasetVersionRef newest, Map<String, String> settings) {
        DatasetVersion version = datasets.version(newest);
        if (isUnchanged(recipe, version)) {
            return Optional.empty();
        }
        long before = version.funnel().in();
        long now = records(recipe);
        return grew(before, now, settings)
                ? Optional.of(new Occasion("since version " + newest.number(), "the sources hold " + now
                        + " records, and version " + newest.number() + " was made of " + before))
                : Optional.empty();
    }

    /** By the inputs' digests, which are cheaper than counting. */
    private boolean isUnchanged(StoredRecipe recipe, DatasetVersion version) {
        return curation.inputs(new CurationRequest(recipe.project(), recipe.name() + "/new-data", recipe.name(),
                recipe.recipe().curation(), recipe.files(), List.of(),
                floors.of(recipe.project()).over(recipe.recipe()).evaluation().frozenNames())).equals(version.inputs());
    }

    private long records(StoredRecipe recipe) {
        CurationPlan plan = recipe.recipe().curation();
        Map<String, Drafts.Taken> sources = drafts.make(recipe.project(), new Planned(recipe.name(), plan, List.of()),
                files(recipe), 1).sources();
        return sources.values().stream().mapToLong(Drafts.Taken::records).sum();
    }

    /** As they were sent: large ones by their digest, the name under which they lie. */
    private SentFiles files(StoredRecipe recipe) {
        SentFiles files = SentFiles.of(Map.of());
        recipe.files().forEach((path, key) -> {
            Optional<Digest> ahead = ahead(recipe, key);
            ahead.ifPresentOrElse(digest -> files.ahead().put(path, digest), () -> objects.get(key).ifPresent(
                    content -> files.contents().put(path, content)));
        });
        return files;
    }

    private static Optional<Digest> ahead(StoredRecipe recipe, ObjectKey key) {
        String name = key.path().substring(key.path().lastIndexOf('/') + 1);
        if (!name.matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        Digest digest = Digest.parse("sha256:" + name);
        return key.equals(SentFiles.key(recipe.project(), digest)) ? Optional.of(digest) : Optional.empty();
    }

    static boolean grew(long before, long now, Map<String, String> settings) {
        String records = settings.get(When.RECORDS);
        if (records != null) {
            return now - before >= Long.parseLong(records);
        }
        long percent = Long.parseLong(settings.getOrDefault(When.SHARE, "100%").replace("%", ""));
        return now > before && Math.multiplyExact(now - before, 100L) >= Math.multiplyExact(before, percent);
    }
}
