package io.attune.orchestrator.recipe.policy;

import java.time.Instant;
import java.util.List;

import io.attune.orchestrator.recipe.GatePolicy;
import io.attune.orchestrator.recipe.GatePolicyText;
import io.attune.orchestrator.recipe.git.Owners;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.ObjectNode;

/** A project's policy of gates over HTTP. */
@RestController
@RequestMapping("/api/v1/policies/gates")
class GatePolicyController {
    private final GatePolicies policies;
    private final Owners owners;

    GatePolicyController(GatePolicies policies, Owners owners) {
        this.policies = policies;
        this.owners = owners;
    }

    /** @param yaml the policy as it is written, in YAML or JSON */
    record Wish(@Nullable String yaml) {}

    /**
     * A version of the policy.
     *
     * @param version 0 where there never was one
     * @param policy in the words in which it is written
     */
    record Shown(int version, String digest, ObjectNode policy, @Nullable String setBy, @Nullable Instant setAt) {
        static Shown of(GatePolicies.Stored stored) {
            boolean never = stored.version() == 0;
            return new Shown(stored.version(), stored.digest().toString(), GatePolicyText.write(stored.policy()), never
                    ? null
                    : stored.setBy(), never ? null : stored.setAt());
        }
    }

    record Page(List<Shown> items) {}

    @GetMapping
    ResponseEntity<Shown> show(Caller caller) {
        caller.require(Permission.VIEWER);
        return tagged(policies.current(caller.project()));
    }

    /** Every version, the newest first. */
    @GetMapping("/history")
    Page history(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page(policies.history(caller.project()).stream().map(Shown::of).toList());
    }

    /** Puts a policy in force in place of the one that was seen. */
    @PutMapping
    ResponseEntity<Shown> set(Caller caller,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
            @RequestBody Wish wish) {
        caller.require(Permission.APPROVER);
        int expected = expected(ifMatch, ifNoneMatch);
        GatePolicy policy = GatePolicyText.read(wish.yaml() == null ? "" : wish.yaml());
        owners.requireFree(caller.project(), GatePolicyText.KEY, GatePolicyText.KIND);
        return tagged(policies.set(caller.project(), caller.name(), policy, expected));
    }

    /** The version that was seen; 0 for none. */
    private static int expected(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if (ifMatch != null && ifMatch.matches("\"[0-9]{1,9}\"")) {
            return Integer.parseInt(ifMatch.substring(1, ifMatch.length() - 1));
        }
        if ("*".equals(ifNoneMatch)) {
            return 0;
        }
        throw new ResponseStatusException(HttpStatus.PRECONDITION_REQUIRED,
                "Say what you saw: If-Match with the policy's ETag, or If-None-Match: * for the first one");
    }

    private static ResponseEntity<Shown> tagged(GatePolicies.Stored stored) {
        return ResponseEntity.ok().eTag("\"" + stored.version() + "\"").body(Shown.of(stored));
    }
}
