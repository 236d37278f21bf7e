package io.attune.orchestrator.recipe;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.dataset.SentFiles;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.recipe.git.Owned;
import io.attune.orchestrator.recipe.git.Owners;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Recipes over HTTP. */
@RestController
@RequestMapping("/api/v1/recipes")
class RecipeController {
    private final Recipes recipes;
    private final KeptRecipes kept;
    private final Owners owners;
    private final GateFloors floors;
    private final PromotionFloors promotions;

    RecipeController(Recipes recipes, KeptRecipes kept, Owners owners, GateFloors floors,
            PromotionFloors promotions) {
        this.recipes = recipes;
        this.kept = kept;
        this.owners = owners;
        this.floors = floors;
        this.promotions = promotions;
    }

    /** @param files by the path the recipe uses the content in Base64, or {@code sha256:…} of what was sent ahead */
    record Sent(@Nullable String yaml, @Nullable Map<String, String> files) {}

    /**
     * @param recipe in the words of the language, with every default; null in lists
     * @param notes what was noticed when it was applied; null where it was not applied just now
     * @param commit what the version was made from; null where it was applied by hand
     * @param keptIn the folder that owns it; null where people do
     */
    record Shown(String name, int version, String digest, String curationDigest, String description, String owner,
            String author, Instant createdAt, List<String> files, @Nullable String yaml,
            @Nullable ObjectNode recipe, @Nullable List<Note> notes, @Nullable String commit,
            @Nullable Owned keptIn) {}

    /** @param severity {@code warning} or {@code note} */
    record Note(String place, int line, String severity, String message, String nextStep) {}

    record Page(List<Shown> items) {}

    /**
     * What a dry run answers.
     *
     * @param origins of each value its JSON pointer and where it was written: {@code line 3}, {@code house.yaml, line 3},
     *        {@code default} or {@code project policy}
     */
    record Checked(String name, boolean valid, ObjectNode recipe, List<Note> notes, Map<String, String> origins) {}

    @PostMapping
    ResponseEntity<Object> apply(Caller caller, @RequestBody Sent sent,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        caller.require(dryRun ? Permission.VIEWER : Permission.EDITOR);
        String yaml = sent.yaml() == null ? "" : sent.yaml();
        SentFiles files = SentFiles.decode(sent.files() == null ? Map.of() : sent.files());
        if (dryRun) {
            KeptRecipes.Looked looked = kept.look(caller.project(), yaml, files);
            ObjectNode explained = RecipeJson.explain(floors.of(caller.project()).over(
                    looked.recipe()).promotedUnder(promotions.of(caller.project())));
            return ResponseEntity.ok(new Checked(looked.recipe().name(), true, explained, notes(looked.notes()),
                    RecipeOrigins.of(explained, RecipeJson.explain(looked.recipe()), looked.origins())));
        }
        Recipes.Applied applied = recipes.apply(caller.project(), caller.name(), yaml, files);
        return ResponseEntity.status(applied.isNew() ? HttpStatus.CREATED : HttpStatus.OK).body(
                shown(applied.stored(), true, notes(applied.notes())));
    }

    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page(recipes.list(caller.project()).stream().map(stored -> shown(stored, false, null)).toList());
    }

    @GetMapping("/{name}")
    Shown show(Caller caller, @PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
        caller.require(Permission.VIEWER);
        return shown(version == null
                ? recipes.find(caller.project(), name).orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no recipe '" + name + "'",
                        "List them with 'attune recipe list'."))
                : recipes.version(caller.project(), name, version), true, null);
    }

    @GetMapping("/schema")
    ObjectNode schema(Caller caller) {
        caller.require(Permission.VIEWER);
        return RecipeSchema.write();
    }

    private static List<Note> notes(List<RecipeNote> notes) {
        return notes.stream().map(note -> new Note(note.place(), note.line(), note.severity().name().toLowerCase(
                Locale.ROOT), note.message(), note.nextStep())).toList();
    }

    private Shown shown(StoredRecipe stored, boolean whole, @Nullable List<Note> notes) {
        return new Shown(stored.name(), stored.version(), stored.digest().toString(),
                stored.curationDigest().toString(), stored.recipe().description(), stored.recipe().owner(),
                stored.author(), stored.createdAt(), List.copyOf(stored.files().keySet()),
                whole ? stored.yaml() : null, whole ? RecipeJson.explain(stored.recipe()) : null, notes,
                kept.commit(stored.project(), stored.name(), stored.version()).orElse(null),
                owners.find(stored.project(), "recipe", stored.name()).orElse(null));
    }
}
