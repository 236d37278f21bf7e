package io.attune.bench.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import io.attune.bench.Bench;
import io.attune.bench.Readings;
import io.attune.bench.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Times what clients read, one call after another; each call asks for something else. */
final class Reads {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Target ALIAS = Target.atMost(10);
    private static final Target SEARCH = Target.atMost(100);
    private static final Target LINEAGE = Target.atMost(200);
    /** Prime, so that the calls go all over what is there. */
    private static final int STRIDE = 7919;
    private static final int PAGE = 100;
    private static final String VERSIONS = Caller.MLFLOW + "model-versions/search?";
    private static final String MODELS = Caller.MLFLOW + "registered-models/search?";

    private final Bench bench;
    private final Caller caller;
    private final Scale scale;

    Reads(Bench bench, Caller caller, Scale scale) {
        this.bench = bench;
        this.caller = caller;
        this.scale = scale;
    }

    void run() throws Exception {
        p99("get by alias", ALIAS, 1000, n -> Caller.MLFLOW + "registered-models/alias?alias=champion&name=" + model(
                n));
        p99("get a version", ALIAS, 1000, n -> Caller.MLFLOW + "model-versions/get?version=1&name=" + model(n));
        models();
        versions();
        lineage();
        p99("a model with its aliases, native", SEARCH, 200, n -> "/api/v1/models/" + model(n));
        p99("models, native, a page of " + PAGE, SEARCH, 100, n -> "/api/v1/models?limit=" + PAGE + "&cursor=" + model(
                n));
        p99("versions of a model with " + scale.ofOne() + ", native, a page of " + PAGE, SEARCH, 100,
                n -> "/api/v1/models/" + scale.model(1) + "/versions?limit=" + PAGE + "&cursor=" + (n * STRIDE
                        % scale.ofOne() + 1));
        p99("a metric's history, " + scale.steps() + " points", Target.none(), 50, n -> Caller.MLFLOW
                + "metrics/get-history?metric_key=metric-1&run_id=" + run(1 + n * STRIDE % scale.runs()));
    }

    private void models() throws Exception {
        String page = MODELS + "max_results=" + PAGE;
        p99("models, first page", SEARCH, 200, n -> page);
        p99("models, name = …", SEARCH, 200, n -> page + filter("name = '" + model(n) + "'"));
        p99("models, name LIKE 'model-012%'", SEARCH, 200, n -> page + filter("name LIKE 'model-0" + (10 + n % 20)
                + "%'"));
        p99("models, tags.team = …", SEARCH, 200, n -> page + filter("tags.team = 'team-" + n % 50 + "'"));
        p99("models, latest change first", SEARCH, 200, n -> page + order("last_updated_timestamp DESC"));
        walk("models by name, all pages of " + PAGE, page, "registered_models", scale.models());
        walk("models by change, all pages of " + PAGE, page + order("last_updated_timestamp DESC"),
                "registered_models", scale.models());
    }

    private void versions() throws Exception {
        String page = VERSIONS + "max_results=" + PAGE;
        p99("versions, first page", SEARCH, 200, n -> page);
        p99("versions, name = …", SEARCH, 200, n -> page + filter("name = '" + model(n) + "'"));
        p99("versions, name LIKE 'model-012%'", SEARCH, 200, n -> page + filter("name LIKE 'model-0" + (10 + n % 20)
                + "%'"));
        p99("versions, name ILIKE '%-00123'", SEARCH, 200, n -> page + filter("name ILIKE '%-" + model(n).substring(6)
                + "'"));
        p99("versions, tags.commit = …", SEARCH, 200, n -> page + filter("tags.commit = '" + md5("c" + (1 + n * STRIDE
                % scale.versions())).substring(0, 8) + "'"));
        p99("versions, tags.team = …", SEARCH, 200, n -> page + filter("tags.team = 'team-" + n % 50 + "'"));
        p99("versions, run_id = …", SEARCH, 200, n -> page + filter("run_id = '" + run(scale.ofOne() + 2 + 2 * (n
                * STRIDE % 1000)) + "'"));
        p99("versions, latest change first", SEARCH, 200, n -> page + order("last_updated_timestamp DESC"));
        p99("versions, name LIKE …, latest change first", SEARCH, 200, n -> page + filter("name LIKE 'model-0" + (10
                + n % 20) + "%'") + order("last_updated_timestamp DESC"));
        p99("versions of a model with " + scale.ofOne() + ", latest change first", SEARCH, 100, n -> page + filter(
                "name = '" + scale.model(1) + "'") + order("last_updated_timestamp DESC"));
        walk("versions by name, all pages of " + PAGE, page, "model_versions", scale.versions());
        walk("versions by change, all pages of " + PAGE, page + order("last_updated_timestamp DESC"),
                "model_versions", scale.versions());
        p99("versions, a page of 10,000, a client's usual one", Target.none(), 10, n -> VERSIONS + "max_results=10000");
    }

    private void lineage() throws Exception {
        p99("lineage of a version to depth 6, both ways", LINEAGE, 100, n -> "/api/v1/lineage/version:" + model(n)
                + "@1?depth=6");
        p99("lineage of a document to depth 6", LINEAGE, 100, n -> "/api/v1/lineage/source:docs-" + n * STRIDE
                % (scale.versions() / 100) + "@sha256:" + "0".repeat(64) + "?depth=6");
        p99("the " + scale.ofOne() + " versions that learned from a document", LINEAGE, 20,
                n -> "/api/v1/lineage/source:" + Filling.document() + "?direction=downstream&kind=version");
    }

    /** One of the models with few versions. */
    private String model(int n) {
        return scale.model(2 + n * STRIDE % (scale.models() - 1));
    }

    /** The id of the run of a number, as it was filled in. */
    private static String run(int number) {
        String md5 = md5("run" + number);
        return md5.substring(0, 12) + "7" + md5.substring(13, 16) + "8" + md5.substring(17);
    }

    private static String md5(String text) {
        try {
            return java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("MD5").digest(
                    text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String filter(String text) {
        return "&filter=" + encoded(text);
    }

    private static String order(String text) {
        return "&order_by=" + encoded(text);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As many readings as the settings say, each the 99th percentile of so many calls; as many calls go before. */
    private void p99(String name, Target target, int calls, IntFunction<String> path) throws Exception {
        if (!bench.wants(name)) {
            return;
        }
        List<Double> values = new ArrayList<>();
        for (int reading = 0; reading <= bench.settings().repeats(); reading++) {
            bench.say(name + (reading == 0
                    ? " (warming up)"
                    : " (" + reading + " of " + bench.settings().repeats() + ")"));
            Latencies latencies = new Latencies();
            for (int call = 0; call < calls; call++) {
                String asked = path.apply(reading * calls + call);
                latencies.time(() -> caller.get(asked));
            }
            if (reading > 0) {
                values.add(latencies.p99());
            }
        }
        bench.add(name + ", p99", "ms", target, new Readings(values));
    }

    /** Goes through all pages, following their tokens. */
    private void walk(String name, String first, String list, int expected) throws Exception {
        if (!bench.wants(name)) {
            return;
        }
        bench.say(name);
        Latencies latencies = new Latencies();
        int seen = 0;
        String[] token = {""};
        JsonNode[] page = new JsonNode[1];
        do {
            String asked = first + (token[0].isEmpty() ? "" : "&page_token=" + encoded(token[0]));
            String[] answer = new String[1];
            latencies.time(() -> answer[0] = caller.get(asked));
            page[0] = JSON.readTree(answer[0]);
            seen += page[0].path(list).size();
            token[0] = page[0].path("next_page_token").asString("");
        } while (!token[0].isEmpty());
        if (seen != expected) {
            throw new IllegalStateException(name + ": " + seen + " were seen, and there are " + expected);
        }
        bench.add(name + ", p99", "ms", SEARCH, latencies.p99());
    }
}
