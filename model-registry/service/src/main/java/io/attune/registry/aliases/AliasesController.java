package io.attune.registry.aliases;

import java.time.Instant;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AliasMove;
import io.attune.registry.Aliases;
import io.attune.registry.Aliases.AliasChange;
import io.attune.registry.VersionRef;
import io.attune.registry.promotions.AliasGuards;
import io.attune.registry.web.Page;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** An alias's entity tag is the number of the version it points at. */
@RestController
@RequestMapping("/api/v1/models/{model}/aliases")
class AliasesController {
    private static final ErrorCode GUARDED = new ErrorCode("alias-guarded", ErrorKind.FORBIDDEN);

    private final Aliases aliases;
    private final AliasGuards guards;

    AliasesController(Aliases aliases, AliasGuards guards) {
        this.aliases = aliases;
        this.guards = guards;
    }

    @GetMapping
    Page<AliasMove> list(Caller caller, @PathVariable String model) {
        caller.require(Permission.VIEWER);
        return Page.all(aliases.list(caller.project(), model));
    }

    @GetMapping("/{alias}")
    ResponseEntity<AliasMove> show(Caller caller, @PathVariable String model, @PathVariable String alias,
            @RequestParam(required = false) @Nullable Instant at) {
        caller.require(Permission.VIEWER);
        var found = at == null
                ? aliases.find(caller.project(), model, alias)
                : aliases.at(caller.project(), model, alias, at);
        return tagged(found.orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "The alias '" + alias + "' of model '" + model + "' points at nothing" + (at == null
                        ? ""
                        : " at " + at),
                "Look at its history under /api/v1/models/" + model + "/aliases/" + alias + "/history")));
    }

    @GetMapping("/{alias}/history")
    Page<AliasMove> history(Caller caller, @PathVariable String model, @PathVariable String alias) {
        caller.require(Permission.VIEWER);
        return Page.all(aliases.history(caller.project(), model, alias));
    }

    /** A guarded alias is moved by a promotion, or by an approver, who says why. */
    @PutMapping("/{alias}")
    ResponseEntity<AliasMove> move(Caller caller, @PathVariable String model, @PathVariable String alias,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
            @RequestBody Move wanted) {
        caller.require(Permission.EDITOR);
        requireFree(caller, model, alias);
        return tagged(aliases.move(new AliasChange(caller.project(), new VersionRef(model, wanted.version()), alias,
                caller.name(), Words.required("reason", wanted.reason()), null, expected(ifMatch, ifNoneMatch))));
    }

    private void requireFree(Caller caller, String model, String alias) {
        if (caller.permission().compareTo(Permission.APPROVER) < 0) {
            guards.find(caller.project(), model, alias).ifPresent(guard -> {
                throw new PlatformException(GUARDED, "The alias '" + alias + "' of '" + model + "' is guarded by "
                        + guard + ": a promotion moves it, or an approver",
                        "Ask for a promotion: attune promotion request " + model + "@N --alias " + alias);
            });
        }
    }

    private static int expected(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null && ifMatch.matches("\"[1-9][0-9]{0,8}\"")) {
            return Integer.parseInt(ifMatch.substring(1, ifMatch.length() - 1));
        }
        if ("*".equals(ifNoneMatch)) {
            return 0;
        }
        throw new ResponseStatusException(HttpStatus.PRECONDITION_REQUIRED,
                "Say what the alias points at now: If-Match with its ETag, or If-None-Match: * for a new alias");
    }

    private static ResponseEntity<AliasMove> tagged(AliasMove move) {
        return ResponseEntity.ok().eTag("\"" + move.to() + "\"").body(move);
    }

    /**
     * Where to move an alias.
     *
     * @param reason kept in its history
     */
    record Move(int version, @Nullable String reason) {}
}
