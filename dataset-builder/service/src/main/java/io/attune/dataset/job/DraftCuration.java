package io.attune.dataset.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import io.attune.dataset.CurationRequest;
import io.attune.dataset.DatasetVersion.SplitCount;
import io.attune.dataset.Drafts;
import io.attune.dataset.RecipePlans;
import io.attune.dataset.SentFiles;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.Curated;
import io.attune.pipeline.curate.Traced;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.SourceItem;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;

/** Curates samples. The files sent along lie in the object store only while it works. */
@Component
class DraftCuration implements Drafts {
    private static final ErrorCode BUSY = new ErrorCode("drafts-busy", ErrorKind.UNAVAILABLE);
    private static final String FOLDER = "datasets/.drafts/";
    private static final Duration LEFT_OVER = Duration.ofMinutes(15);
    private static final int AT_ONCE = 2;
    private static final int EXAMPLES = 5;
    private static final int DROPS_EACH = 3;

    private final CurationContexts contexts;
    private final ObjectStore objects;
    private final UuidV7 ids;
    private final Semaphore free = new Semaphore(AT_ONCE);

    DraftCuration(CurationContexts contexts, ObjectStore objects, UuidV7 ids) {
        this.contexts = contexts;
        this.objects = objects;
        this.ids = ids;
    }

    @Override
    public Draft make(ProjectId project, RecipePlans.Planned planned, SentFiles files, int sample) {
        if (!free.tryAcquire()) {
            throw new PlatformException(BUSY, AT_ONCE + " drafts are being made", "Try again in a few seconds.");
        }
        UUID id = ids.next();
        Map<String, ObjectKey> kept = new HashMap<>();
        List<ObjectKey> copies = new ArrayList<>();
        try {
            removeLeftOver(project, id);
            files.ahead().forEach((path, digest) -> kept.put(path, SentFiles.key(project, digest)));
            files.contents().forEach((path, content) -> {
                if (planned.plan().isNamed(path)) {
                    ObjectKey key = new ObjectKey(project, FOLDER + id + "/" + copies.size());
                    copies.add(key);
                    kept.put(path, key);
                    objects.put(key, content);
                }
            });
            return make(contexts.apart(new CurationRequest(project, Workspace.DRAFT + id, planned.dataset(),
                    planned.plan(), kept, planned.suites(), planned.frozen())), sample);
        } finally {
            free.release();
            copies.forEach(objects::delete);
        }
    }

    /** What a process that was killed left of drafts: those that began long before this one. */
    private void removeLeftOver(ProjectId project, UUID now) {
        for (ObjectKey key : objects.list(new ObjectKey(project, FOLDER))) {
            UUID draft = UUID.fromString(key.path().substring(FOLDER.length(), FOLDER.length() + 36));
            if (UuidV7.millis(now) - UuidV7.millis(draft) > LEFT_OVER.toMillis()) {
                objects.delete(key);
            }
        }
    }

    private static Draft make(CurationContext context, int most) {
        try {
            List<Sample> samples = read(context, most);
            long all = samples.stream().mapToLong(Sample::seen).sum();
            TreeMap<String, Taken> taken = new TreeMap<>();
            List<Traced> traces = new ArrayList<>();
            List<SourceSpec> sources = context.request().plan().sources();
            for (int i = 0; i < sources.size(); i++) {
                Sample sample = samples.get(i);
                long share = Math.max(1, Math.round((double) most * sample.seen() / Math.max(1, all)));
                List<SourceItem> items = sample.first(share);
                for (SourceItem item : items) {
                    traces.add(context.curator().trace(sources.get(i), item));
                }
                taken.put(sources.get(i).name(), new Taken(sample.seen(), items.size()));
            }
            Curated curated = context.curator().finish(traces);
            return new Draft(context.request().dataset(), taken, curated.funnel(), splits(curated), drops(curated),
                    curated.examples().stream().limit(EXAMPLES).toList(), context.curator().times());
        } finally {
            context.workspace().clear();
        }
    }

    /** A sample of each source, in their order. */
    private static List<Sample> read(CurationContext context, int most) {
        List<SourceSpec> sources = context.request().plan().sources();
        List<Sample> samples = sources.stream().map(source -> new Sample(most)).toList();
        context.plan().parts().parallelStream().forEach(part -> {
            try (RecordCursor records = context.open(part)) {
                for (SourceItem item = records.next(); item != null; item = records.next()) {
                    samples.get(part.source()).offer(sources.get(part.source()).name(), item);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("A part of " + context.request().dataset() + " could not be read", e);
            }
        });
        return samples;
    }

    private static Map<Split, SplitCount> splits(Curated curated) {
        Map<Split, SplitCount> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            List<CuratedExample> in = curated.examples().stream().filter(e -> e.split() == split).toList();
            splits.put(split, new SplitCount(in.size(), in.stream().mapToLong(CuratedExample::tokens).sum()));
        }
        return splits;
    }

    private static List<Dropped> drops(Curated curated) {
        Map<String, List<Drop>> byReason = new LinkedHashMap<>();
        curated.drops().forEach(drop -> byReason.computeIfAbsent(drop.step() + " " + drop.reason(),
                key -> new ArrayList<>()).add(drop));
        return byReason.values().stream().map(drops -> new Dropped(drops.getFirst().step(), drops.getFirst().reason(),
                drops.size(), List.copyOf(drops.subList(0, Math.min(DROPS_EACH, drops.size()))))).sorted(
                        (a, b) -> Long.compare(b.count(), a.count())).toList();
    }
}
