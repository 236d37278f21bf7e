package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.registry.Aliases;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes arms of what the registry knows: a version, the base it was tuned from, or whoever is champion at this moment. */
@Component
class VersionArms {
    static final String CHAMPION = "champion";
    private static final String BASE = "base";
    private static final int ANSWER_TOKENS_MAX = 96;

    private final Models models;
    private final Aliases aliases;
    private final RuntimeClient runtime;

    VersionArms(Models models, Aliases aliases, RuntimeClient runtime) {
        this.models = models;
        this.aliases = aliases;
        this.runtime = runtime;
    }

    ModelVersion version(ProjectId project, VersionRef ref) {
        return models.find(project, ref).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no model version " + ref, "attune models shows those that there are."));
    }

    /**
     * The arms of a version and of what it is compared with, each alone and, where the recipe has knowledge, with it. An
     * alias that points nowhere makes none.
     */
    List<EvaluatedArm> of(ProjectId project, VersionRef subject, List<String> against, @Nullable Recipe recipe) {
        ModelVersion version = version(project, subject);
        List<EvaluatedArm> arms = new ArrayList<>(named(project, subject.toString(), version.content(), recipe));
        for (String other : against) {
            switch (other) {
                case BASE -> arms.addAll(named(project, BASE, version.content().served().connection(),
                        version.content().baseModel(), version.content(), recipe));
                case CHAMPION -> champion(project, subject.name(), CHAMPION).ifPresent(champion -> arms.addAll(named(
                        project, CHAMPION, champion.content(), recipe)));
                default -> arms.addAll(named(project, other, version(project, VersionRef.parse(other)).content(),
                        recipe));
            }
        }
        return arms;
    }

    /** The version an alias points at now. */
    Optional<ModelVersion> champion(ProjectId project, String model, String alias) {
        return aliases.find(project, model, alias).flatMap(move -> models.find(project, new VersionRef(
                model, move.to())));
    }

    /** A version alone and, where the recipe has knowledge, with it. */
    List<EvaluatedArm> named(ProjectId project, String name, NewModelVersion version, @Nullable Recipe recipe) {
        return named(project, name, version.served().connection(), version.served().modelId(), version, recipe);
    }

    private List<EvaluatedArm> named(ProjectId project, String name, String connection, String model,
            NewModelVersion version, @Nullable Recipe recipe) {
        EvaluatedArm.Policy policy = new EvaluatedArm.Policy(recipe == null ? "" : recipe.answers().prompt(),
                recipe == null ? "I don't know." : recipe.answers().abstention(), ANSWER_TOKENS_MAX, 0);
        boolean capable = version.served().capable();
        List<EvaluatedArm> arms = new ArrayList<>(List.of(new EvaluatedArm(name, connection, model, model,
                version.baseModel(), capable, null, 0, policy)));
        if (recipe != null && recipe.knowledge() instanceof Recipe.Knowledge.Base base) {
            arms.add(new EvaluatedArm(name + "+retrieval", connection, model, model, version.baseModel(), capable,
                    base.base(), runtime.lsn(project, base.base()), policy));
        }
        return arms;
    }
}
