package io.attune.dataset.withdraw;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.attune.dataset.withdraw.WithdrawalStore.Row;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.UuidV7;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.privacy.Erasure.Destroyed;
import io.attune.platform.privacy.ErasureOrder;
import io.attune.platform.privacy.Holding;
import io.attune.platform.privacy.Identifiers;
import io.attune.platform.privacy.Subject;
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

/**
 * Withdrawals over HTTP, for approvers. Identifiers stand in bodies alone, because addresses of requests are written to
 * logs; that is why looking, too, is a POST.
 */
@RestController
@RequestMapping("/api/v1/datasets/withdrawals")
class WithdrawalController {
    private static final int LIST_MAX = 200;
    private static final int REASON_MAX = 500;
    private static final int RECORDS_MAX = 1000;

    private final DatasetHolder holder;
    private final WithdrawalStore store;
    private final WithdrawalRunner runner;
    private final UuidV7 ids;

    WithdrawalController(DatasetHolder holder, WithdrawalStore store, WithdrawalRunner runner, UuidV7 ids) {
        this.holder = holder;
        this.store = store;
        this.runner = runner;
        this.ids = ids;
    }

    /**
     * Whose or which data is meant: exactly one of the three.
     *
     * @param identifiers texts that name a person, such as an e-mail address
     * @param records by source and key
     * @param group what belongs together, such as a conversation
     */
    record Asked(@Nullable List<String> identifiers, @Nullable List<AskedRecord> records, @Nullable String group,
            @Nullable String reason) {

        Subject subject() {
            long given = java.util.stream.Stream.of(identifiers != null, records != null, group != null).filter(
                    is -> is).count();
            if (given != 1) {
                throw new InvalidInputException("The request", List.of(new Problem("/",
                        given + " of identifiers, records and group are given", "Give exactly one of them.")));
            }
            if (identifiers != null) {
                return new Subject.Person(Identifiers.of(identifiers));
            }
            return records != null ? records(records) : new Subject.Group(String.valueOf(group));
        }

        private static Subject records(List<AskedRecord> records) {
            Problems problems = new Problems();
            if (records.isEmpty() || records.size() > RECORDS_MAX) {
                problems.add(new Problem("/records", records.size() + " records are named", "Name 1 to " + RECORDS_MAX
                        + "."));
            }
            List<Subject.RecordName> names = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                AskedRecord record = records.get(i);
                if (record.source() == null || record.key() == null) {
                    problems.add(new Problem("/records/" + i, "the record has no source or no key",
                            "Write {\"source\": \"voice\", \"key\": \"voice.jsonl:14\"}."));
                } else {
                    names.add(new Subject.RecordName(record.dataset(), record.source(), record.key()));
                }
            }
            problems.throwIfAny("The request");
            return new Subject.Records(names);
        }

        String said() {
            String text = reason == null || reason.isBlank() ? "withdrawn" : reason.strip();
            if (text.length() > REASON_MAX) {
                throw new InvalidInputException("The request", List.of(new Problem("/reason", "the reason has "
                        + text.length() + " characters", "Write at most " + REASON_MAX + ".")));
            }
            return text;
        }

        /** Nothing of the subject. */
        @Override
        public String toString() {
            return "a request for withdrawal";
        }
    }

    /** @param dataset where it is, or null for any dataset */
    record AskedRecord(@Nullable String dataset, @Nullable String source, @Nullable String key) {}

    /** @param items where the subject's data stands now */
    record Preview(List<Holding> items) {}

    /**
     * How a withdrawal stands.
     *
     * @param state running or finished
     * @param trouble why it is not finished yet, or null
     */
    record Shown(String id, String state, String reason, String by, Instant createdAt, @Nullable Instant finishedAt,
            @Nullable String trouble, List<Destroyed> destroyed) {}

    record Page(List<Shown> items, @Nullable String nextCursor) {}

    @PostMapping("/preview")
    Preview preview(Caller caller, @RequestBody Asked asked) {
        caller.require(Permission.APPROVER);
        return new Preview(holder.find(caller.project(), asked.subject()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Shown withdraw(Caller caller, @RequestBody Asked asked,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        caller.require(Permission.APPROVER);
        Row row = holder.begin(caller.project(), asked.subject(), new ErasureOrder(key == null
                ? ids.next().toString()
                : key, caller.name(), asked.said()), Duration.ZERO);
        runner.wake();
        return shown(row);
    }

    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.APPROVER);
        return new Page(store.list(caller.project(), LIST_MAX).stream().map(this::shown).toList(), null);
    }

    @GetMapping("/{id}")
    Shown show(Caller caller, @PathVariable String id) {
        caller.require(Permission.APPROVER);
        return shown(store.find(caller.project(), id).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no withdrawal '" + id + "'", "List them: GET /api/v1/datasets/withdrawals")));
    }

    private Shown shown(Row row) {
        return new Shown(row.id(), row.isFinished() ? "finished" : "running", row.reason(), row.actor(),
                row.createdAt(), row.finishedAt(), row.trouble(), store.steps(row.id()));
    }
}
