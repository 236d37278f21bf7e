package io.attune.dataset.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.browse.BrowseViews.Decided;
import io.attune.dataset.browse.BrowseViews.Preview;
import io.attune.dataset.browse.BrowseViews.Twin;
import io.attune.dataset.browse.BrowseViews.Why;
import io.attune.dataset.store.LineReader;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.Outcome;
import io.attune.dataset.store.Outcome.Kept;
import io.attune.dataset.store.StoredExample;
import io.attune.dataset.store.VersionReader;
import io.attune.dataset.web.Cursors;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;
import io.attune.pipeline.StepCount;
import io.attune.pipeline.curate.TracedJson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells why a record is, or is not, in a version. Thread-safe. */
@Component
class Reasons {
    private static final int STANDS_FOR_MAX = 20;
    private static final int AMBIGUOUS_MAX = 5;

    private final VersionReader reader;

    Reasons(VersionReader reader) {
        this.reader = reader;
    }

    /**
     * Finds a record.
     *
     * @param named at least six digits of an example's id, {@code source/key}, or a key that one source has
     * @throws PlatformException when there is none, or more than one
     */
    Why why(DatasetVersionRef ref, String named) {
        String hex = named.startsWith("sha256:") ? named.substring("sha256:".length()) : named;
        if (hex.matches("[0-9a-f]{6,64}")) {
            List<CuratedExample> found = byId(ref, hex);
            if (found.size() > 1) {
                throw Cursors.problem("example", "'" + named + "' begins the ids of several examples: "
                        + String.join(", ", found.stream().map(e -> e.id().hex().substring(0, Math.min(64, hex.length()
                                + 8))).toList()),
                        "Write more digits.");
            }
            if (!found.isEmpty()) {
                CuratedExample example = found.getFirst();
                return tell(ref, outcome(ref, example.example().source(), example.example().key(), example).orElseThrow(
                        () -> missing(ref, named)));
            }
        }
        return tell(ref, byKey(ref, named).orElseThrow(() -> missing(ref, named)));
    }

    private static PlatformException missing(DatasetVersionRef ref, String named) {
        return new PlatformException(ErrorCode.NOT_FOUND, "No record of " + ref + " is called '" + named + "'",
                "Write the first digits of an example's id, or source/key as attune dataset preview and attune dataset"
                        + " drops show them.");
    }

    private List<CuratedExample> byId(DatasetVersionRef ref, String prefix) {
        List<CuratedExample> found = new ArrayList<>();
        for (Split split : Split.values()) {
            LineReader lines = reader.linesNear(ref, Manifest.records(split), prefix);
            while (lines.hasNext() && found.size() < AMBIGUOUS_MAX) {
                CuratedExample example = StoredExample.read(lines.next(), split);
                if (example.id().hex().startsWith(prefix)) {
                    found.add(example);
                } else if (example.id().hex().compareTo(prefix) > 0) {
                    break;
                }
            }
        }
        return found;
    }

    /** A source's name in front decides; without one, the first source that has the key. */
    private Optional<Outcome> byKey(DatasetVersionRef ref, String named) {
        int slash = named.indexOf('/');
        if (slash > 0) {
            Optional<Outcome> found = outcome(ref, named.substring(0, slash), named.substring(slash + 1), null);
            if (found.isPresent()) {
                return found;
            }
        }
        return reader.manifest(ref).inputs().stream().map(input -> input.source()).distinct().map(
                source -> outcome(ref, source, named, null)).flatMap(Optional::stream).findFirst();
    }

    /** @param example which of several under one key, or null for the first */
    private Optional<Outcome> outcome(DatasetVersionRef ref, String source, String key,
            @Nullable CuratedExample example) {
        String wanted = Outcome.sortKey(source, key);
        LineReader lines = reader.linesNear(ref, Manifest.OUTCOMES, wanted);
        while (lines.hasNext()) {
            Outcome outcome = Outcome.read(lines.next());
            int order = outcome.sortKey().compareTo(wanted);
            Kept kept = outcome.kept();
            if (order == 0 && (example == null || (kept != null && kept.id().equals(example.id())))) {
                return Optional.of(outcome);
            }
            if (order > 0) {
                break;
            }
        }
        return Optional.empty();
    }

    private Why tell(DatasetVersionRef ref, Outcome outcome) {
        Kept kept = outcome.kept();
        Drop drop = outcome.drop();
        return new Why(outcome.source(), outcome.key(), content(ref, outcome), word(outcome), kept == null
                ? null
                : kept.id(), kept == null
                        ? null
                        : kept.split().word(), kept == null ? null : kept.tokens(), steps(ref, outcome),
                drop == null || drop.twin() == null ? null : twin(ref, drop.twin()), kept == null
                        ? List.of()
                        : standsFor(ref, outcome.source() + "/" + outcome.key()), preview(ref, kept));
    }

    /** The digest of what the record said as it was read: what a decision about it pins. Null for what was never read. */
    private @Nullable String content(DatasetVersionRef ref, Outcome outcome) {
        Digest readAs = outcome.readAs();
        Kept kept = outcome.kept();
        if (readAs != null || kept == null) {
            return readAs == null ? null : readAs.hex();
        }
        return byId(ref, kept.id().hex()).stream().findFirst().map(e -> e.example().contentDigest().hex()).orElse(null);
    }

    private List<Decided> steps(DatasetVersionRef ref, Outcome outcome) {
        List<Decided> steps = new ArrayList<>();
        Drop drop = outcome.drop();
        for (StepCount step : reader.manifest(ref).funnel().steps()) {
            if (drop != null && drop.step().equals(step.step())) {
                steps.add(new Decided(step.step(), step.version(), drop.kind().word(), drop.reason(),
                        drop.evidence()));
                return steps;
            }
            boolean changed = outcome.changedBy().contains(step.step());
            steps.add(new Decided(step.step(), step.version(), changed ? "changed" : "kept", null, null));
        }
        return steps;
    }

    private Twin twin(DatasetVersionRef ref, String named) {
        int slash = named.indexOf('/');
        String source = named.substring(0, Math.max(0, slash));
        String key = named.substring(slash + 1);
        Optional<Outcome> found = outcome(ref, source, key, null);
        Kept kept = found.map(Outcome::kept).orElse(null);
        return new Twin(source, key, found.map(Reasons::word).orElse(source.contains("@")
                ? "kept in another dataset"
                : "unknown"), kept == null ? null : kept.id(),
                kept == null ? null : kept.split().word(), preview(ref, kept));
    }

    private List<String> standsFor(DatasetVersionRef ref, String named) {
        List<String> others = new ArrayList<>();
        LineReader lines = reader.lines(ref, Manifest.DROPS, 0);
        while (lines.hasNext() && others.size() < STANDS_FOR_MAX) {
            String line = lines.next();
            if (line.contains("\"twin\"")) {
                Drop drop = TracedJson.readDrop(line);
                if (named.equals(drop.twin())) {
                    others.add(drop.source() + "/" + drop.key());
                }
            }
        }
        return others;
    }

    private @Nullable Preview preview(DatasetVersionRef ref, @Nullable Kept kept) {
        return kept == null ? null : byId(ref, kept.id().hex()).stream().findFirst().map(Preview::of).orElse(null);
    }

    private static String word(Outcome outcome) {
        Drop drop = outcome.drop();
        return drop == null ? "kept" : drop.kind().word();
    }
}
