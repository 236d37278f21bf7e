package io.attune.pipeline.plan;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

import io.attune.pipeline.settings.Settings;
import io.attune.pipeline.step.StepCatalog;
import org.jspecify.annotations.Nullable;

/** Writes a plan as the maps a recipe would be parsed to. */
final class PlanWriter {
    private PlanWriter() {}

    static Map<String, Object> write(CurationPlan plan) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sources", plan.sources().stream().map(PlanWriter::source).toList());
        map.put("steps", plan.steps().stream().map(step -> Map.of(step.name(), StepCatalog.explain(step))).toList());
        map.put("split", split(plan.split()));
        if (!plan.tokens().equals(TokensSpec.DEFAULT)) {
            // the default is in no digest, so that plans from before there was a choice keep theirs
            map.put("tokens", plan.tokens().toMap());
        }
        return map;
    }

    private static Map<String, Object> source(SourceSpec source) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", source.name());
        switch (source) {
            case SourceSpec.Jsonl file -> file(map, "jsonl", file);
            case SourceSpec.Preferences file -> file(map, "preferences", file);
            case SourceSpec.Ratings file -> file(map, "ratings", file);
            case SourceSpec.Qa file -> {
                file(map, "qa", file);
                map.put("fields", file.fields().toMap());
            }
            case SourceSpec.Csv file -> {
                file(map, "csv", file);
                map.put("columns", file.columns().toMap());
                map.put("separator", Settings.word(file.separator()));
                map.put("encoding", Settings.word(file.encoding()));
            }
            case SourceSpec.Jdbc rows -> {
                map.put("type", "jdbc");
                map.put("connection", rows.connection());
                map.put("query", rows.query());
                map.put("watermark", rows.watermark());
                map.put("columns", rows.columns().toMap());
                map.put("onBadLine", Settings.word(rows.onBadLine()));
            }
            case SourceSpec.SpringMetadata metadata -> {
                map.put("type", "spring-metadata");
                map.put("artifacts", metadata.artifacts());
                map.put("version", metadata.version());
                map.put("questions", metadata.questions().stream().map(Settings::word).toList());
            }
        }
        terms(map, source.terms());
        return map;
    }

    private static void file(Map<String, Object> map, String type, SourceSpec.OfFile file) {
        map.put("type", type);
        map.put("path", file.path());
        map.put("onBadLine", Settings.word(file.onBadLine()));
    }

    private static void terms(Map<String, Object> map, Terms terms) {
        map.put("license", terms.license());
        map.put("personalData", Settings.word(terms.personalData()));
        put(map, "owner", terms.owner());
        put(map, "purpose", terms.purpose());
        put(map, "legalBasis", terms.legalBasis());
        put(map, "retention", terms.retention());
    }

    private static void put(Map<String, Object> map, String key, @Nullable String value) {
        if (value != null) {
            map.put(key, value);
        }
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
