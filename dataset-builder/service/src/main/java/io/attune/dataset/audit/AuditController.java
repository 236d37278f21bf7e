package io.attune.dataset.audit;

import java.util.List;
import java.util.Map;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.web.AskedVersion;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A version's audit over HTTP. */
@RestController
@RequestMapping("/api/v1/datasets/{name}/versions/{version}/audit")
class AuditController {
    private static final int SIZE_MAX = 10_000;

    private final AskedVersion versions;
    private final Audits audits;

    AuditController(AskedVersion versions, Audits audits) {
        this.versions = versions;
        this.audits = audits;
    }

    /**
     * An example to be judged.
     *
     * @param example its id
     * @param context its texts, with what the detectors find masked
     * @param detected how often each class was found by the detectors
     */
    record Item(String example, String source, String split, String context, Map<String, Integer> detected) {
        static Item of(Audits.Item item) {
            return new Item(item.example().hex(), item.part().source(), item.part().split().word(),
                    item.shown().text(), item.shown().detected());
        }
    }

    record Drawn(String version, int size, long seed, List<Item> items) {}

    /**
     * People's judgements.
     *
     * @param size of the sample as it was asked for
     * @param seed of the sample
     */
    record Judgements(@Nullable Integer size, @Nullable Long seed, @Nullable List<Audits.Sent> judgements) {}

    /** The last report. */
    @GetMapping
    AuditReport report(Caller caller, @PathVariable String name, @PathVariable String version) {
        DatasetVersionRef ref = versions.find(caller, name, version).ref();
        return audits.report(ref).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND, "Dataset version " + ref
                + " was not audited", "Draw a sample and judge it: attune dataset audit " + ref + " --sample 400"));
    }

    /** A sample to be judged. */
    @GetMapping("/sample")
    Drawn sample(Caller caller, @PathVariable String name, @PathVariable String version,
            @RequestParam(defaultValue = "400") int size, @RequestParam(defaultValue = "1") long seed) {
        DatasetVersionRef ref = versions.find(caller, name, version).ref();
        requireSize(size);
        return new Drawn(ref.toString(), size, seed, audits.sample(ref, size, seed).stream().map(Item::of).toList());
    }

    @PostMapping
    AuditReport judge(Caller caller, @PathVariable String name, @PathVariable String version,
            @RequestBody Judgements body) {
        caller.require(Permission.EDITOR);
        DatasetVersionRef ref = versions.find(caller, name, version).ref();
        Problems problems = new Problems();
        Integer size = body.size();
        Long seed = body.seed();
        if (size == null || seed == null) {
            problems.add(new Problem("/", "size and seed of the sample are not told",
                    "Send those with which it was drawn."));
        }
        problems.throwIfAny("The audit");
        int drawn = size == null ? 0 : size;
        requireSize(drawn);
        return audits.judge(ref, drawn, seed == null ? 0 : seed, body.judgements() == null
                ? List.of()
                : body.judgements(), caller.name());
    }

    private static void requireSize(int size) {
        if (size < 1 || size > SIZE_MAX) {
            Problems problems = new Problems();
            problems.add(new Problem("size", "'" + size + "' is out of range", "Write a number from 1 to " + SIZE_MAX
                    + "."));
            problems.throwIfAny("The request");
        }
    }
}
