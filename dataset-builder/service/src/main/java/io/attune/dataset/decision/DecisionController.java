package io.attune.dataset.decision;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.attune.dataset.DecisionBook;
import io.attune.dataset.DecisionBook.Entry;
import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.decide.Decision;
import io.attune.pipeline.decide.DecisionJson;
import io.attune.pipeline.decide.Ruling;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Decisions over HTTP. */
@RestController
@RequestMapping("/api/v1/datasets/{name}/decisions")
class DecisionController {
    private static final int LIMIT_MAX = 500;
    private static final int COMMENT_MAX = 2_000;

    private final DecisionBook book;
    private final InstantSource clock;

    DecisionController(DecisionBook book, InstantSource clock) {
        this.book = book;
        this.clock = clock;
    }

    /**
     * A decision to add.
     *
     * @param content the digest of what the person saw, as {@code why} tells it
     * @param ruling {@code {kind: accept|edit|reject|label|keep-anyway, …}}
     */
    record NewDecision(@Nullable String source, @Nullable String key, @Nullable String content,
            @Nullable JsonNode ruling, @Nullable String comment) {
    }

    /** A decision in a list. */
    record View(long number, String source, String key, String content, JsonNode ruling, String author,
            Instant decidedAt, String comment) {
        static View of(Entry entry) {
            Decision decision = entry.decision();
            return new View(entry.number(), decision.source(), decision.key(), decision.content().hex(),
                    DecisionJson.ruling(decision.ruling()), decision.author(), decision.at(), decision.comment());
        }
    }

    record Page(List<View> items, @Nullable String nextCursor) {
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    View decide(Caller caller, @PathVariable String name, @RequestBody NewDecision body) {
        caller.require(Permission.EDITOR);
        Problems problems = new Problems();
        String source = required(body.source(), "/source", problems);
        String key = required(body.key(), "/key", problems);
        String content = required(body.content(), "/content", problems);
        if (!content.isEmpty() && !content.matches("[0-9a-f]{64}")) {
            problems.add(new Problem("/content", "'" + content + "' is not a digest",
                    "Write the 64 hexadecimal digits that attune dataset why shows."));
        }
        String comment = body.comment() == null ? "" : body.comment();
        if (comment.length() > COMMENT_MAX) {
            problems.add(new Problem("/comment", "the comment has " + comment.length() + " characters",
                    "Write at most " + COMMENT_MAX + "."));
        }
        Ruling ruling = ruling(body.ruling(), problems);
        problems.throwIfAny("The decision");
        if (ruling == null) {
            throw new IllegalStateException("A ruling was neither read nor refused");
        }
        return View.of(book.add(caller.project(), name, new Decision(source, key, new Digest(content), ruling,
                caller.name(), clock.instant(), comment)));
    }

    @GetMapping
    Page list(Caller caller, @PathVariable String name, @RequestParam(defaultValue = "0") long cursor,
            @RequestParam(defaultValue = "100") int limit) {
        caller.require(Permission.VIEWER);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new InvalidInputException("The request", List.of(new Problem("limit", "'" + limit
                    + "' is out of range", "Write a number from 1 to " + LIMIT_MAX + ".")));
        }
        List<Entry> entries = book.entries(caller.project(), name, cursor, limit);
        return new Page(entries.stream().map(View::of).toList(),
                entries.size() < limit ? null : Long.toString(entries.getLast().number()));
    }

    private static String required(@Nullable String value, String place, Problems problems) {
        if (value == null || value.isBlank()) {
            problems.add(new Problem(place, "nothing is said", "Name the record as attune dataset why shows it."));
            return "";
        }
        return value;
    }

    private static @Nullable Ruling ruling(@Nullable JsonNode node, Problems problems) {
        try {
            if (node != null) {
                return DecisionJson.readRuling(node);
            }
            problems.add(new Problem("/ruling", "nothing is decided", "Write {\"kind\": \"accept\"} or another."));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("/ruling", String.valueOf(e.getMessage()), "Correct the ruling."));
        }
        return null;
    }
}
