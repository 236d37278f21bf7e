package io.attune.orchestrator.view;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.run.Savings;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was not spent. */
@RestController
class SavingsController {
    private final Savings savings;
    private final InstantSource clock;

    SavingsController(Savings savings, InstantSource clock) {
        this.savings = savings;
        this.clock = clock;
    }

    /** @param month like {@code 2026-11} */
    record Saved(String month, List<Savings.Saved> items) {}

    @GetMapping("/api/v1/costs/saved")
    Saved saved(Caller caller, @RequestParam(required = false) @Nullable String month) {
        caller.require(Permission.VIEWER);
        YearMonth asked = month == null ? YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)) : parse(month);
        return new Saved(asked.toString(), savings.in(caller.project(), asked));
    }

    private static YearMonth parse(String month) {
        try {
            return YearMonth.parse(month);
        } catch (DateTimeException e) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "'" + month + "' is no month", "Write it like"
                    + " 2026-11.");
        }
    }
}
