package io.attune.registry.focus;

import java.time.LocalDate;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FocusController {
    private final FocusExport export;

    FocusController(FocusExport export) {
        this.export = export;
    }

    /** The same table as Apache Parquet. */
    @GetMapping(path = "/api/v1/costs/focus.parquet", produces = {"application/vnd.apache.parquet", "application/json",
            "application/problem+json"})
    ResponseEntity<byte[]> parquet(Caller caller, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        caller.require(Permission.VIEWER);
        requireTime(from, to);
        return ResponseEntity.ok().header("Content-Type", "application/vnd.apache.parquet").header(
                "Content-Disposition", "attachment; filename=\"focus-" + from + "-" + to + ".parquet\"").body(
                        export.parquet(caller.project(), from, to));
    }

    private static void requireTime(LocalDate from, LocalDate to) {
        if (!from.isBefore(to)) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "From " + from + " to " + to + " is no time",
                    "Give a first day and a later one that is no longer taken in.");
        }
    }

    /** Charges as FOCUS 1.2 in CSV, from a day up to and without another. */
    @GetMapping(path = "/api/v1/costs/focus", produces = {"text/csv", "application/json", "application/problem+json"})
    ResponseEntity<String> focus(Caller caller, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        caller.require(Permission.VIEWER);
        requireTime(from, to);
        return ResponseEntity.ok().header("Content-Type", "text/csv;charset=UTF-8").header("Content-Disposition",
                "attachment; filename=\"focus-" + from + "-" + to + ".csv\"").body(export.csv(caller.project(), from,
                        to));
    }
}
