package io.attune.orchestrator.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.egress.CopyTerms;
import io.attune.orchestrator.egress.VendorCopy;
import io.attune.provider.Inventory;
import io.attune.provider.ProviderFileId;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose what lies at a vendor is. Pure.
 *
 * <p>Only what this platform put there can be an orphan: a thing with the key of one of its runs, or a file of its ledger. A
 * key of a run that it does not know is another platform's, and foreign. Whatever is in doubt is not an orphan.
 */
final class Holdings {
    /** What was created so recently may belong to a run that has not stored it yet. */
    static final Duration TOO_YOUNG = Duration.ofHours(1);
    private static final int HOURS_A_MONTH = 730;
    private static final Pattern NAMED_BY_CONTENT = Pattern.compile("-([0-9a-f]{64})\\.jsonl$");

    private final ProjectId project;
    private final String vendor;
    private final Map<String, RunOf> runs;
    private final List<VendorCopy> copies;
    private final Set<String> adopted;
    private final @Nullable Money endpointHour;
    private final Instant now;

    /**
     * A run that may own things.
     *
     * @param ended whether nothing follows any more
     * @param succeeded whether its model was registered
     * @param job its job at the vendor, null when it has none
     * @param tunedModel what came of it, null when nothing did
     */
    record RunOf(String id, ProjectId project, boolean ended, boolean succeeded, @Nullable String job,
            @Nullable String tunedModel) {}

    /** Whose a thing is. */
    enum Owner {
        /** A live run or a registered version needs it. */
        OURS,
        /** Ours, and nothing needs it any more. */
        ORPHAN,
        /** Foreign, and known to be there. */
        ADOPTED,
        FOREIGN,
        /** Another project's of this platform, of which nothing more is told. */
        OTHER_PROJECT
    }

    /**
     * A thing and whose it is.
     *
     * @param why in a few words
     * @param monthlyCost what it costs to let it lie, null where no price is known
     */
    record Held(Inventory.Item item, Owner owner, String why, @Nullable Duration age, @Nullable Money monthlyCost) {}

    /**
     * @param runs that any item may name, by id
     * @param copies in the account that any file may be
     * @param endpointHour what an hour of an endpoint costs by the project's own price rows, null where nobody said
     * @param adopted kind and id of what is known, as {@link #key} joins them
     */
    Holdings(ProjectId project, String vendor, List<RunOf> runs, List<VendorCopy> copies, Set<String> adopted,
            @Nullable Money endpointHour, InstantSource clock) {
        this.project = project;
        this.vendor = vendor;
        this.runs = runs.stream().collect(Collectors.toMap(RunOf::id, run -> run));
        this.copies = copies;
        this.adopted = adopted;
        this.endpointHour = endpointHour;
        this.now = clock.instant();
    }

    static String key(Inventory.Kind kind, String id) {
        return kind + " " + id;
    }

    List<Held> of(List<Inventory.Item> items) {
        List<Held> held = new ArrayList<>();
        for (Inventory.Item item : items) {
            held.add(item.kind() == Inventory.Kind.FILE ? file(item) : thing(item));
        }
        return held;
    }

    /** The content that a file's name says it has, as uploads name it; empty where it does not. */
    static Optional<Digest> content(Inventory.Item file) {
        Matcher named = NAMED_BY_CONTENT.matcher(file.name());
        return named.find() ? Optional.of(Digest.parse(named.group(1))) : Optional.empty();
    }

    private Held file(Inventory.Item item) {
        List<VendorCopy> known = copies.stream().filter(copy -> isOf(copy, item)).toList();
        List<VendorCopy> mine = known.stream().filter(copy -> copy.project().equals(project)).toList();
        if (!known.isEmpty() && mine.isEmpty()) {
            return held(item, Owner.OTHER_PROJECT, "");
        }
        Optional<VendorCopy> needed = mine.stream().filter(this::isNeeded).findFirst();
        if (needed.isPresent()) {
            return held(item, Owner.OURS, "copy of " + needed.get().dataset() + "@" + needed.get().version() + " for "
                    + needed.get().run());
        }
        if (mine.isEmpty()) {
            return thing(item);
        }
        return isYoung(item)
                ? held(item, Owner.OURS, "younger than an hour")
                : held(item, Owner.ORPHAN, "copy whose run has ended (" + mine.getFirst().run() + ")");
    }

    /** Or what is left of one that was announced and of which no answer came. */
    private static boolean isOf(VendorCopy copy, Inventory.Item item) {
        ProviderFileId file = copy.file();
        return file == null
                ? content(item).filter(copy.digest()::equals).isPresent()
                : file.value().equals(item.id());
    }

    private boolean isNeeded(VendorCopy copy) {
        RunOf run = runs.get(copy.run().value());
        boolean runs = run != null && !run.ended();
        Instant expires = copy.expiresAt();
        boolean stays = copy.terms() instanceof CopyTerms.Keep || (expires != null && expires.isAfter(now));
        return runs || stays;
    }

    private Held thing(Inventory.Item item) {
        RunOf run = run(item);
        if (run == null) {
            return adopted.contains(key(item.kind(), item.id()))
                    ? held(item, Owner.ADOPTED, "known")
                    : held(item, Owner.FOREIGN, item.runKey() == null ? "" : "key of a run of another platform");
        }
        if (!run.project().equals(project)) {
            return held(item, Owner.OTHER_PROJECT, "");
        }
        if (!run.ended()) {
            return held(item, Owner.OURS, "run " + run.id() + " goes on");
        }
        if (isYoung(item)) {
            return held(item, Owner.OURS, "younger than an hour");
        }
        return switch (item.kind()) {
            case FILE -> held(item, Owner.ORPHAN, "file of " + run.id() + ", which has ended");
            case JOB -> item.id().equals(run.job())
                    ? held(item, Owner.OURS, "job of " + run.id())
                    : held(item, Owner.ORPHAN, "job that " + run.id() + " does not follow");
            case MODEL -> run.succeeded()
                    ? held(item, Owner.OURS, "model of " + run.id())
                    : held(item, Owner.ORPHAN, "model of " + run.id() + ", which registered none");
            case ENDPOINT -> run.succeeded()
                    ? held(item, Owner.OURS, "endpoint of " + run.id())
                    : held(item, Owner.ORPHAN, "endpoint of " + run.id() + ", which did not succeed");
        };
    }

    private @Nullable RunOf run(Inventory.Item item) {
        if (item.runKey() != null) {
            return runs.get(item.runKey().value());
        }
        return runs.values().stream().filter(run -> switch (item.kind()) {
            case JOB -> item.id().equals(run.job());
            case MODEL -> item.id().equals(run.tunedModel());
            case FILE, ENDPOINT -> false;
        }).findFirst().orElse(null);
    }

    private boolean isYoung(Inventory.Item item) {
        return item.createdAt() == null || item.createdAt().isAfter(now.minus(TOO_YOUNG));
    }

    private Held held(Inventory.Item item, Owner owner, String why) {
        Instant created = item.createdAt();
        return new Held(item, owner, why, created == null ? null : Duration.between(created, now), monthlyCost(item));
    }

    /** By the price rows; else where vendors publish what lying there costs. The figures are theirs of November 2026. */
    private @Nullable Money monthlyCost(Inventory.Item item) {
        if (item.kind() == Inventory.Kind.ENDPOINT && endpointHour != null) {
            return endpointHour.times(HOURS_A_MONTH);
        }
        return switch (vendor + " " + item.kind()) {
            case "azure ENDPOINT" -> Money.of(new java.math.BigDecimal("1.70").multiply(java.math.BigDecimal.valueOf(
                    HOURS_A_MONTH)).toPlainString(), "USD");
            case "bedrock MODEL" -> Money.of("1.95", "USD");
            case "mistral MODEL" -> Money.of("2", "USD");
            case "openai FILE", "openai JOB", "openai MODEL", "azure JOB", "azure MODEL" -> Money.of("0", "USD");
            default -> null;
        };
    }
}
