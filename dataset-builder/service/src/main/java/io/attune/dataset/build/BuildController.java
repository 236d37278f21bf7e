package io.attune.dataset.build;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersion.SplitCount;
import io.attune.dataset.Drafts;
import io.attune.dataset.RecipePlans;
import io.attune.dataset.SentFiles;
import io.attune.kernel.Problem;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.StepCount;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starts builds, follows them, and answers drafts. */
@RestController
@RequestMapping("/api/v1/datasets")
class BuildController {
    private final RecipePlans recipes;
    private final Builds builds;
    private final Drafts drafts;

    BuildController(RecipePlans recipes, Builds builds, Drafts drafts) {
        this.recipes = recipes;
        this.builds = builds;
        this.drafts = drafts;
    }

    /**
     * How a build stands.
     *
     * @param state {@code running}, {@code finished} or {@code failed}
     * @param version once it is finished
     * @param unchanged whether the version had been made before
     */
    record Shown(String id, String state, List<CurationStatus.StepProgress> progress, @Nullable Made version,
            boolean unchanged, List<Problem> problems) {
        static Shown of(Builds.Build build) {
            return switch (build.status()) {
                case CurationStatus.Running running -> new Shown(build.id(), "running", running.progress(), null, false,
                        List.of());
                case CurationStatus.Finished done -> new Shown(build.id(), "finished", List.of(), new Made(
                        done.version().name(), done.version().number(), done.version().digest().toString()),
                        done.unchanged(), List.of());
                case CurationStatus.Failed failed -> new Shown(build.id(), "failed", List.of(), null, false,
                        failed.problems());
            };
        }
    }

    record Made(String name, int number, String digest) {}

    /** What a draft answers; {@code trainable} is always false, for whoever reads only this. */
    record ShownDraft(String dataset, boolean trainable, SortedMap<String, Drafts.Taken> sources,
            List<StepCount> funnel, Map<String, SplitCount> splits, List<ShownDrops> drops, List<Kept> examples,
            List<Time> times) {}

    record ShownDrops(String step, String reason, long count, List<Dropped> examples) {}

    record Dropped(String source, String key, String evidence, @Nullable String twin) {
        static Dropped of(Drop drop) {
            return new Dropped(drop.source(), drop.key(), drop.evidence(), drop.twin());
        }
    }

    record Kept(String id, String source, String key, String split, int tokens, List<Line> messages) {
        static Kept of(CuratedExample curated) {
            return new Kept(curated.id().toString(), curated.example().source(), curated.example().key(),
                    curated.split().word(), curated.tokens(), curated.example().allMessages().map(Line::of).toList());
        }
    }

    record Line(String role, String content) {
        static Line of(Message message) {
            return new Line(message.role().word(), message.content());
        }
    }

    record Time(String step, long records, double seconds) {}

    @PostMapping("/builds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Shown build(Caller caller, @RequestBody SentRecipe sent,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String intent) {
        caller.require(Permission.EDITOR);
        SentFiles files = sent.contents();
        return Shown.of(builds.start(caller.project(), recipes.read(caller.project(), sent.text(), files.readable()),
                files,
                intent));
    }

    @GetMapping("/builds/{id}")
    Shown build(Caller caller, @PathVariable String id) {
        caller.require(Permission.VIEWER);
        return Shown.of(builds.find(caller.project(), id));
    }

    @PostMapping("/drafts")
    ShownDraft draft(Caller caller, @RequestBody SentRecipe sent) {
        caller.require(Permission.EDITOR);
        int size = sent.size();
        SentFiles files = sent.contents();
        return show(drafts.make(caller.project(), recipes.read(caller.project(), sent.text(), files.readable()), files,
                size));
    }

    private static ShownDraft show(Drafts.Draft draft) {
        Map<String, SplitCount> splits = new LinkedHashMap<>();
        new EnumMap<Split, SplitCount>(draft.splits()).forEach((split, count) -> splits.put(split.word(), count));
        return new ShownDraft(draft.dataset(), false, draft.sources(), draft.funnel().steps(), splits,
                draft.drops().stream().map(drops -> new ShownDrops(drops.step(), drops.reason(), drops.count(),
                        drops.examples().stream().map(Dropped::of).toList())).toList(),
                draft.examples().stream().map(Kept::of).toList(), draft.times().stream().map(
                        time -> new Time(time.step(), time.records(), time.nanos() / 1e9)).toList());
    }
}
