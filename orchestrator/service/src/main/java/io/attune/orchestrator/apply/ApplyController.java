package io.attune.orchestrator.apply;

import java.util.List;
import java.util.Set;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.git.GitFolder;
import io.attune.orchestrator.recipe.git.Owned;
import io.attune.orchestrator.recipe.git.Owners;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Folders kept in Git, over HTTP. */
@RestController
@RequestMapping("/api/v1/apply")
class ApplyController {
    private static final int FILES_MAX = 2_000;

    private final Applying applying;
    private final Owners owners;

    ApplyController(Applying applying, Owners owners) {
        this.applying = applying;
        this.owners = owners;
    }

    /**
     * A folder.
     *
     * @param repository its address without credentials, or where it lies
     * @param folder within the repository; empty for its top
     * @param commit the repository's head; empty where there is none
     * @param uncommitted paths, seen from the folder, that differ from it
     * @param plan the digest of the plan that is agreed to; not asked of a dry run
     */
    record Sent(@Nullable String repository, @Nullable String folder, @Nullable String commit,
            @Nullable Set<String> uncommitted, @Nullable List<SentFolder.SentFile> files, @Nullable String plan,
            @Nullable Boolean takeOver) {

        GitFolder where() {
            Problems problems = new Problems();
            if (repository == null || repository.isBlank()) {
                problems.add("/repository", 0, "it is not said where the folder is kept",
                        "Send the repository's address, or the folder's path.");
            }
            problems.throwIfAny("The folder");
            return new GitFolder(repository == null ? "" : repository, folder == null ? "" : folder);
        }

        SentFolder read() {
            GitFolder where = where();
            Problems problems = new Problems();
            List<SentFolder.SentFile> all = files == null ? List.of() : files;
            if (all.size() > FILES_MAX) {
                problems.add("/files", 0, "there are " + all.size() + " files", "Send at most " + FILES_MAX + ".");
            }
            problems.throwIfAny("The folder");
            return new SentFolder(where, commit == null ? "" : commit, uncommitted == null ? Set.of() : uncommitted,
                    all, Boolean.TRUE.equals(takeOver));
        }
    }

    record Kept(List<Owned> items) {
    }

    record Released(int released) {
    }

    /** Plans, and without {@code dryRun} does what the plan says. */
    @PostMapping
    Plan apply(Caller caller, @RequestBody Sent sent, @RequestParam(defaultValue = "false") boolean dryRun) {
        caller.require(dryRun ? Permission.VIEWER : Permission.EDITOR);
        SentFolder folder = sent.read();
        if (folder.takeOver() && !dryRun) {
            caller.require(Permission.ADMIN);
        }
        return dryRun
                ? applying.plan(caller, folder)
                : applying.apply(caller, folder, sent.plan() == null ? "" : sent.plan());
    }

    /** What folders own. */
    @GetMapping
    Kept kept(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Kept(owners.list(caller.project()));
    }

    /** Gives what a folder owns back to people. */
    @PostMapping("/release")
    Released release(Caller caller, @RequestBody Sent sent) {
        caller.require(Permission.ADMIN);
        return new Released(applying.release(caller.project(), sent.where()));
    }
}
