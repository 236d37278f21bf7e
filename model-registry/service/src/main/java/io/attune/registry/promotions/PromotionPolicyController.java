package io.attune.registry.promotions;

import java.time.Instant;
import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicies.Stored;
import io.attune.registry.PromotionPolicy;
import io.attune.registry.PromotionPolicy.Rule;
import io.attune.registry.web.Page;
import io.attune.registry.web.Versions;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A project's policy of promotions; its entity tag is its version. */
@RestController
@RequestMapping("/api/v1/policies/promotions")
class PromotionPolicyController {
    private final PromotionPolicies policies;

    PromotionPolicyController(PromotionPolicies policies) {
        this.policies = policies;
    }

    @GetMapping
    ResponseEntity<Shown> show(Caller caller) {
        caller.require(Permission.VIEWER);
        return tagged(policies.current(caller.project()));
    }

    /** Every version, newest first. */
    @GetMapping("/history")
    Page<Shown> history(Caller caller) {
        caller.require(Permission.VIEWER);
        return Page.all(policies.history(caller.project()).stream().map(Shown::of).toList());
    }

    /** Puts a policy in force in place of the one that was seen. */
    @PutMapping
    ResponseEntity<Shown> set(Caller caller,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
            @RequestBody Wish wish) {
        caller.require(Permission.APPROVER);
        int seen = Versions.expected(ifMatch, ifNoneMatch, "policy");
        if (wish.rules() == null) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "The field 'rules' is missing",
                    "Write {\"rules\": [{\"alias\": \"champion\", \"approvals\": 1, \"gates\": true}]}.");
        }
        return tagged(policies.set(caller, new PromotionPolicy(wish.rules().stream().map(Written::rule).toList()),
                seen));
    }

    private static ResponseEntity<Shown> tagged(Stored stored) {
        return ResponseEntity.ok().eTag(Versions.tag(stored.version())).body(Shown.of(stored));
    }

    record Wish(@Nullable List<Written> rules) {}

    /** A rule as it is sent; what is left out is not asked for. */
    record Written(@Nullable String alias, @Nullable Integer approvals, @Nullable Boolean gates) {
        Rule rule() {
            return new Rule(Words.required("alias", alias), approvals == null ? 0 : approvals, Boolean.TRUE.equals(
                    gates));
        }
    }

    /** @param version 0 where there never was one */
    record Shown(int version, String digest, List<Rule> rules, @Nullable String setBy, @Nullable Instant setAt) {
        static Shown of(Stored stored) {
            boolean never = stored.version() == 0;
            return new Shown(stored.version(), stored.digest().toString(), stored.policy().rules(), never
                    ? null
                    : stored.setBy(), never ? null : stored.setAt());
        }
    }
}
