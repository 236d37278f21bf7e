package io.attune.platform.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.AuditTrail;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.SignedEnvelope;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** The trail over HTTP: it holds who did what to which thing and digests, so whoever may see the project may see it. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditTrailController {
    private static final int MOST = 200;

    private final AuditTrail trail;
    private final JsonMapper json;

    AuditTrailController(AuditTrail trail, JsonMapper json) {
        this.trail = trail;
        this.json = json;
    }

    @GetMapping
    Page list(Caller caller, @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Long cursor, @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        int size = Math.clamp(limit, 1, MOST);
        List<AuditTrail.Entry> found = trail.entries(caller.project(), subject, cursor, size + 1);
        List<AuditTrail.Entry> items = found.subList(0, Math.min(size, found.size()));
        return new Page(items, found.size() > size ? Long.toString(items.getLast().sequence()) : null);
    }

    /** Every entry as a line of JSON, oldest first. */
    @GetMapping("/export")
    ResponseEntity<StreamingResponseBody> export(Caller caller) {
        caller.require(Permission.VIEWER);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/x-ndjson;charset=UTF-8")).header(
                "Content-Disposition", "attachment; filename=\"audit-" + caller.project() + ".jsonl\"").body(out -> {
                    Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
                    trail.export(caller.project(), entry -> write(lines, json.writeValueAsString(entry)));
                    lines.flush();
                });
    }

    private static void write(Writer lines, String line) {
        try {
            lines.write(line);
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @GetMapping("/head")
    SignedEnvelope head(Caller caller) {
        caller.require(Permission.VIEWER);
        return trail.head(caller.project()).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "Nothing was recorded yet in project " + caller.project(), "It has a head with its first entry."));
    }

    @PostMapping("/verify")
    AuditTrail.Verdict verify(Caller caller) {
        caller.require(Permission.VIEWER);
        return trail.verify(caller.project());
    }

    /** @param nextCursor what to send as {@code cursor} to go on, or null at the end */
    record Page(List<AuditTrail.Entry> items, @Nullable String nextCursor) {}
}
