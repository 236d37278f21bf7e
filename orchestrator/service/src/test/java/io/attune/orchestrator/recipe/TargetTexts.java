package io.attune.orchestrator.recipe;

/** Recipes of several targets, of other methods and with grids. */
final class TargetTexts {
    static final String HEAD = """
            recipe: tone
            sources: [{name: p, type: spring-metadata, artifacts: [spring-boot], version: 2.7.18, license: Apache-2.0, personalData: none}]
            budget: {perRun: 5 USD, perMonth: 20 USD}
            """;

    static final String PAIRS = """
            recipe: tone
            sources: [{name: p, type: preferences, path: voice.jsonl, license: Apache-2.0, personalData: none}]
            budget: {perRun: 5 USD, perMonth: 20 USD}
            """;

    static final String GRID = HEAD + """
            choose: best
            targets:
              - {name: mini, connection: sandbox, baseModel: attune-mini, parameters: {epochs: [1, 3], learningRate: [0.5, auto]}}
              - {name: other, connection: sandbox, baseModel: other, method: dpo, parameters: {beta: 0.1, loraRank: 32}, trainer: {name: axolotl, gpus: 4, deadline: 6h}}
            """;

    private TargetTexts() {}
}
