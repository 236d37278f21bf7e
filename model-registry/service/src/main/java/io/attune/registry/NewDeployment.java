package io.attune.registry;

import io.attune.kernel.ProjectId;

/**
 * What to deploy.
 *
 * @param name of the endpoint, which is the {@code model} of a chat request; usually the recipe's name
 * @param model the registry's model
 * @param alias which of its versions, such as {@code champion}
 * @param actor who deploys, for the audit trail
 */
public record NewDeployment(ProjectId project, String name, String model, String alias, Knowledge knowledge,
        AnswerPolicy answers, String actor) {

    public NewDeployment {
        Names.require("deployment name", name);
        Names.model("model name", model);
        Names.alias(alias);
    }
}
