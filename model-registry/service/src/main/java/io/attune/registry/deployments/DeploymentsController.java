package io.attune.registry.deployments;

import java.time.Instant;
import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.Deployment;
import io.attune.registry.DeploymentRevision;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewDeployment;
import io.attune.registry.Quarantine;
import io.attune.registry.web.Page;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/deployments")
class DeploymentsController {
    private final Deployments deployments;

    DeploymentsController(Deployments deployments) {
        this.deployments = deployments;
    }

    @GetMapping
    Page<DeploymentView> list(Caller caller) {
        caller.require(Permission.VIEWER);
        return Page.all(deployments.list(caller.project()).stream().map(DeploymentView::of).toList());
    }

    @GetMapping("/{name}")
    DeploymentView show(Caller caller, @PathVariable String name) {
        caller.require(Permission.VIEWER);
        return deployments.find(caller.project(), name).map(DeploymentView::of).orElseThrow(
                () -> new PlatformException(ErrorCode.NOT_FOUND, "There is no deployment '" + name + "'",
                        "List them under /api/v1/deployments"));
    }

    @GetMapping("/{name}/history")
    Page<DeploymentView> history(Caller caller, @PathVariable String name) {
        caller.require(Permission.VIEWER);
        return Page.all(deployments.history(caller.project(), name).stream().map(
                revision -> DeploymentView.of(revision, null, null)).toList());
    }

    @PostMapping("/{name}/rollback")
    DeploymentView rollback(Caller caller, @PathVariable String name, @RequestBody Rollback wanted) {
        return DeploymentView.of(deployments.rollback(caller, name, wanted.from(),
                Words.required("reason", wanted.reason())));
    }

    /**
     * A wish to serve the version before.
     *
     * @param from the number of the version to leave
     */
    record Rollback(int from, @Nullable String reason) {}

    record Serving(String ref, int number, String connection, String modelId, boolean capable) {
        static Serving of(ModelVersion version) {
            var served = version.content().served();
            return new Serving(version.ref().toString(), version.ref().number(), served.connection(), served.modelId(),
                    served.capable());
        }
    }

    record Answering(String prompt, String abstention, String grounding, String withoutSupport,
            List<String> whenModelDown, int tokensMax) {
        static Answering of(AnswerPolicy policy) {
            return new Answering(policy.prompt(), policy.abstention(), Words.of(policy.grounding()),
                    Words.of(policy.withoutSupport()), policy.whenModelDown().stream().map(Words::of).toList(),
                    policy.tokensMax());
        }
    }

    /** Why the version that the alias points at is not served. */
    record Withheld(String ref, String reason, String by, Instant since) {}

    record DeploymentView(String name, int revision, String model, String alias, @Nullable String knowledgeBase,
            @Nullable String noKnowledgeReason, Answering answers, String actor, Instant deployedAt,
            @Nullable Serving serving, @Nullable Withheld quarantine) {
        static DeploymentView of(Deployment deployment) {
            return of(deployment.current(), deployment.serving(), deployment.quarantine());
        }

        static DeploymentView of(DeploymentRevision revision, @Nullable ModelVersion serving,
                @Nullable Quarantine quarantine) {
            NewDeployment settings = revision.settings();
            return new DeploymentView(settings.name(), revision.revision(), settings.model(), settings.alias(),
                    settings.knowledge() instanceof Knowledge.Paired(String base) ? base : null,
                    settings.knowledge() instanceof Knowledge.None(String reason) ? reason : null,
                    Answering.of(settings.answers()), settings.actor(), revision.deployedAt(),
                    serving == null ? null : Serving.of(serving), quarantine == null
                            ? null
                            : new Withheld(quarantine.node().key(), quarantine.reason(), quarantine.by(),
                                    quarantine.at()));
        }
    }
}
