package io.attune.orchestrator.egress;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The ledger of copies over HTTP. */
@RestController
@RequestMapping("/api/v1/egress/copies")
class CopyController {
    private static final int LIMIT_MAX = 500;

    private final Copies copies;

    CopyController(Copies copies) {
        this.copies = copies;
    }

    /** @param digest of the bytes that were sent */
    record Shown(String connection, @Nullable String file, String dataset, int version, String part, String run,
            long bytes, String digest, String terms, String state, Instant announcedAt, @Nullable Instant sentAt,
            @Nullable Instant expiresAt, @Nullable Instant deletedAt, @Nullable Instant absentAt, String proof,
            String trouble) {}

    record Page(List<Shown> items) {}

    @GetMapping
    Page list(Caller caller, @RequestParam(required = false) @Nullable String connection,
            @RequestParam(defaultValue = "true") boolean gone, @RequestParam(defaultValue = "100") int limit) {
        caller.require(Permission.VIEWER);
        return new Page(copies.list(caller.project(), connection, gone, Math.clamp(limit, 1, LIMIT_MAX)).stream().map(
                copy -> new Shown(copy.connection(), copy.file() == null ? null : copy.file().value(), copy.dataset(),
                        copy.version(), copy.part(), copy.run().value(), copy.bytes(), copy.digest().toString(),
                        copy.terms().toString(), copy.state().name().toLowerCase(Locale.ROOT), copy.announcedAt(),
                        copy.sentAt(), copy.expiresAt(), copy.deletedAt(), copy.absentAt(), copy.proof(),
                        copy.trouble())).toList());
    }
}
