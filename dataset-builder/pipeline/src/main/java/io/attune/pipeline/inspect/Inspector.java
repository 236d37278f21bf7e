package io.attune.pipeline.inspect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import io.attune.kernel.Problem;
import io.attune.pipeline.Example;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.inspect.Inspection.InspectedFile;
import io.attune.pipeline.inspect.RecordLook.Seen;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.OnBadLine;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.Terms;
import io.attune.pipeline.source.LineRange;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;
import org.jspecify.annotations.Nullable;

/** Inspects files. Reads them as streams; holds the sample in memory. Thread-safe. */
public final class Inspector {
    private static final Terms NO_TERMS = new Terms("unknown", PersonalData.UNKNOWN);
    private static final int BAD_LISTED = 5;
    private static final int AT_ONCE = 2_000;
    /** Enough for a share to be within some two percent; telling a language costs more than all the rest. */
    private static final int LANGUAGES_MAX = 2_000;

    private final Settings settings;

    public Inspector(Settings settings) {
        this.settings = settings;
    }

    /**
     * How to look.
     *
     * @param sample how many records are looked into at most; from 1
     * @param tokens counts the tokens
     * @param fields where questions and answers stand in objects and tables; null to guess it by their names
     */
    public record Settings(int sample, TokenCounter tokens, @Nullable Fields fields) {
        /** All records up to this number. */
        public static final int SAMPLE = 50_000;
        /** Up to {@value #SAMPLE} records, {@code cl100k_base}, names guessed. */
        public static final Settings DEFAULT = new Settings(SAMPLE, TokenCounter.cl100k(), null);

        public Settings {
            if (sample < 1) {
                throw new IllegalArgumentException("A sample has at least one record, not " + sample);
            }
        }
    }

    /**
     * Looks at files. Equal files give an equal result.
     *
     * @param files in the order in which a recipe would name them, at least one
     * @throws IOException when one of them cannot be read at all
     */
    public Inspection inspect(List<Path> files, Progress progress) throws IOException {
        SampleKeeper keeper = new SampleKeeper(settings.sample(), SampleKeeper.CHARACTERS_MAX);
        Reading reading = new Reading(sizes(files), progress);
        List<InspectedFile> inspected = new ArrayList<>();
        Set<String> names = new HashSet<>();
        boolean distinct = files.stream().map(Path::getFileName).distinct().count() == files.size();
        for (Path file : files) {
            String place = distinct ? String.valueOf(file.getFileName()) : file.toString();
            inspected.add(read(file, name(file, names), place, keeper, reading));
        }
        return look(inspected, keeper, progress);
    }

    private static long sizes(List<Path> files) throws IOException {
        long all = 0;
        for (Path file : files) {
            all += Files.size(file);
        }
        return all;
    }

    /** A source's name made of the file's, once for each file. */
    private static String name(Path file, Set<String> taken) {
        String words = String.valueOf(file.getFileName()).replaceFirst("(\\.[A-Za-z0-9]{1,6}){1,2}$", "").toLowerCase(
                Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String name = words.isEmpty() ? "source" : words.substring(0, Math.min(words.length(), 50));
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    private InspectedFile read(Path file, String name, String place, SampleKeeper keeper, Reading reading)
            throws IOException {
        Head head = Head.of(file);
        Format format = FormatGuess.of(file, head, settings.fields());
        long before = keeper.seen();
        TreeMap<String, Long> bad = new TreeMap<>();
        List<Problem> firstBad = new ArrayList<>();
        Optional<SourceSpec.OfFile> source = format.source(name, place, NO_TERMS, OnBadLine.DROP);
        if (source.isPresent()) {
            try (InputStream content = reading.of(Files.newInputStream(file));
                    RecordReader records = RecordReader.open(source.get(), place, content, LineRange.ALL)) {
                for (SourceItem item = records.next(); item != null; item = records.next()) {
                    switch (item) {
                        case SourceItem.Good(Example example) -> keeper.offer(example);
                        case SourceItem.Bad broken -> {
                            bad.merge(broken.reason(), 1L, Long::sum);
                            if (firstBad.size() < BAD_LISTED) {
                                firstBad.add(broken.problems().getFirst());
                            }
                        }
                    }
                }
            }
        }
        return new InspectedFile(file.toString(), name, Files.size(file), head.compression(), head.encoding(),
                head.mark(), head.lineEnds(), format, keeper.seen() - before, bad.values().stream().mapToLong(
                        Long::longValue).sum(), Tally.shares(bad), firstBad);
    }

    private Inspection look(List<InspectedFile> files, SampleKeeper keeper, Progress progress) {
        List<Example> sample = keeper.sample();
        RecordLook look = new RecordLook(settings.tokens());
        Tally tally = new Tally(sample.size());
        List<Example> normal = new ArrayList<>(sample.size());
        for (int from = 0; from < sample.size(); from += AT_ONCE) {
            progress.at(Progress.Phase.LOOKING, from, sample.size());
            for (Seen seen : looks(look, sample, from)) {
                tally.add(seen);
                normal.add(seen.normal());
            }
        }
        progress.at(Progress.Phase.COMPARING, 0, sample.size());
        Comparing.Compared exact = Comparing.by("exact-duplicates", normal);
        Comparing.Compared near = Comparing.by("near-duplicates", exact.left());
        Comparing.Compared contradictions = Comparing.by("contradictions", normal);
        progress.at(Progress.Phase.COMPARING, sample.size(), sample.size());
        return new Inspection(files, keeper.seen(), sample.size(), tally.roles(), tally.turns(), tally.tools(),
                tally.languages(), tally.characters(), tally.tokens(), settings.tokens().version(), tally.limits(),
                tally.changed(), tally.invalid(), tally.quality(), tally.personal(), exact.twins(), near.twins(),
                contradictions.twins(), tally.stratum(), StepAdvice.of(tally, sample.size(), files, exact.twins(),
                        near.twins(), contradictions.twins()));
    }

    private static List<Seen> looks(RecordLook look, List<Example> sample, int from) {
        int each = Math.ceilDiv(sample.size(), LANGUAGES_MAX);
        return IntStream.range(from, Math.min(from + AT_ONCE, sample.size())).parallel().mapToObj(i -> look.look(
                sample.get(i), i % each == 0)).toList();
    }

    /** Tells how many bytes of all files were read. */
    private static final class Reading {
        private static final long TOLD_EVERY = 1 << 20;

        private final long total;
        private final Progress progress;
        private long done;
        private long told;

        Reading(long total, Progress progress) {
            this.total = total;
            this.progress = progress;
        }

        InputStream of(InputStream file) {
            return new FilterInputStream(file) {
                @Override
                public int read() throws IOException {
                    int b = super.read();
                    add(b < 0 ? 0 : 1);
                    return b;
                }

                @Override
                public int read(byte[] target, int from, int length) throws IOException {
                    int n = super.read(target, from, length);
                    add(n);
                    return n;
                }
            };
        }

        private void add(long bytes) {
            done += Math.max(0, bytes);
            if (done - told >= TOLD_EVERY) {
                told = done;
                progress.at(Progress.Phase.READING, done, total);
            }
        }
    }
}
