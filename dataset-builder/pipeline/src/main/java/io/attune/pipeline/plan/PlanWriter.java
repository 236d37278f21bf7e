package io.attune.pipeline.plan;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import io.attune.pipeline.settings.Settings;
import io.attune.pipeline.step.StepCatalog;

/** Writes a plan as the maps a recipe would be parsed to. */
final class PlanWriter {
    private PlanWriter() {}

    static Map<String, Object> write(CurationPlan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sources", plan.sources().stream().map(PlanWriter::source).toList());
        map.put("steps", plan.steps().stream().map(step -> Map.of(step.name(), StepCatalog.explain(step))).toList());
        map.put("split", split(plan.split()));
        return map;
    }

    private static Map<String, Object> source(SourceSpec source) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", source.name());
        switch (source) {
            case SourceSpec.Jsonl jsonl -> {
                map.put("type", "jsonl");
                map.put("path", jsonl.path());
                map.put("onBadLine", Settings.word(jsonl.onBadLine()));
            }
            case SourceSpec.SpringMetadata metadata -> {
                map.put("type", "spring-metadata");
                map.put("artifacts", metadata.artifacts());
                map.put("version", metadata.version());
                map.put("questions", metadata.questions().stream().map(Settings::word).toList());
            }
        }
        map.put("license", source.license());
        map.put("personalData", Settings.word(source.personalData()));
        return map;
    }

    private static Map<String, Object> split(SplitSpec split) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("validation", percent(split.validation()));
        map.put("test", percent(split.test()));
        if (split.groupBy() != null) {
            map.put("groupBy", split.groupBy());
        }
        if (split.stratifyBy() != null) {
            map.put("stratifyBy", split.stratifyBy());
        }
        map.put("seed", split.seed());
        return map;
    }

    private static String percent(BigDecimal share) {
        BigDecimal hundredth = share.movePointRight(2).stripTrailingZeros();
        return (hundredth.scale() < 0 ? hundredth.setScale(0) : hundredth).toPlainString() + "%";
    }
}
