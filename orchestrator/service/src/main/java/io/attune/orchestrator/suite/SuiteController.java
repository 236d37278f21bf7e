package io.attune.orchestrator.suite;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersion;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe.Questions.Frozen;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Suites over HTTP. */
@RestController
@RequestMapping("/api/v1/suites")
class SuiteController {
    private static final int REASON_MAX = 500;

    private final Suites suites;
    private final FileFreezing files;

    SuiteController(Suites suites, FileFreezing files) {
        this.suites = suites;
        this.files = files;
    }

    /**
     * @param version a dataset version's number or digest, {@code latest} unless said
     * @param file instead of a version: a file of questions that becomes one
     */
    record Asked(@Nullable String name, @Nullable String version, @Nullable String reason, @Nullable SentFile file) {}

    /**
     * @param path the file's name
     * @param content {@code sha256:…} of what was sent ahead
     * @param type {@code jsonl} unless said, {@code qa} or {@code csv}
     * @param license {@code internal} unless said
     * @param personalData none, redacted or present; has to be said
     */
    record SentFile(@Nullable String path, @Nullable String content, @Nullable String type,
            @Nullable String license, @Nullable String personalData) {}

    /**
     * A suite, or how far its making is.
     *
     * @param state {@code frozen} or {@code building}
     * @param suite null while it is built
     */
    record Answered(String state, @Nullable Shown suite, List<CurationStatus.StepProgress> progress) {}

    /**
     * @param attributes by which results can be told apart
     * @param gives how many examples give what measures need
     * @param recipes those in force that name it; null in answers to freezing
     * @param withdrawn null while its examples are there
     */
    record Shown(String suite, String name, int version, String digest, long examples,
            SortedMap<String, SuiteProfile.Attribute> attributes, SortedMap<String, Long> gives, String frozenBy,
            Instant frozenAt, String reason, @Nullable List<String> recipes,
            DatasetVersion.@Nullable Withdrawn withdrawn) {}

    record Page(List<Shown> items) {}

    @PostMapping
    ResponseEntity<Answered> freeze(Caller caller, @RequestBody Asked asked) {
        caller.require(Permission.EDITOR);
        String name = asked.name() == null ? "" : asked.name();
        String reason = asked.reason() == null ? "" : asked.reason();
        check(name, reason);
        SentFile file = asked.file();
        if (file == null) {
            return answer(suites.freeze(caller.project(), caller.name(), name, asked.version() == null
                    ? "latest"
                    : asked.version(), reason));
        }
        return switch (files.advance(caller.project(), caller.name(), name, QuestionFile.of(file), reason)) {
            case FileFreezing.Standing.Building building -> ResponseEntity.accepted().body(new Answered("building",
                    null, building.progress()));
            case FileFreezing.Standing.Frozen frozen -> answer(frozen.freezing());
        };
    }

    private static void check(String name, String reason) {
        Problems problems = new Problems();
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            problems.add(new Problem("/name", "'" + name + "' is no dataset's name",
                    "Write up to 63 lower-case letters, digits and hyphens, beginning with a letter."));
        }
        if (reason.length() > REASON_MAX) {
            problems.add(new Problem("/reason", "the reason has " + reason.length() + " characters",
                    "Say it in " + REASON_MAX + "."));
        }
        problems.throwIfAny("The suite");
    }

    private ResponseEntity<Answered> answer(Suites.Freezing freezing) {
        return ResponseEntity.status(freezing.isNew() ? HttpStatus.CREATED : HttpStatus.OK).body(new Answered(
                "frozen", shown(freezing.suite(), null), List.of()));
    }

    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page(suites.list(caller.project()).stream().map(suite -> shown(suite, suites.uses(caller.project(),
                suite.name()))).toList());
    }

    @GetMapping("/{name}/{version}")
    Shown show(Caller caller, @PathVariable String name, @PathVariable int version) {
        caller.require(Permission.VIEWER);
        return show(caller.project(), new Frozen(name, version));
    }

    @DeleteMapping("/{name}/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String name, @PathVariable int version) {
        caller.require(Permission.EDITOR);
        suites.remove(caller.project(), caller.name(), new Frozen(name, version));
    }

    private Shown show(ProjectId project, Frozen name) {
        return shown(suites.get(project, name), suites.uses(project, name));
    }

    private Shown shown(FrozenSuite suite, @Nullable List<String> recipes) {
        return new Shown(suite.name().toString(), suite.dataset().name(), suite.dataset().number(),
                suite.dataset().digest().toString(), suite.profile().examples(), suite.profile().attributes(),
                suite.profile().gives(), suite.frozenBy(), suite.frozenAt(), suite.reason(), recipes,
                suites.withdrawn(suite).orElse(null));
    }
}
