package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

import io.attune.provider.testkit.Billed;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/organization/costs} and {@code /v1/fine_tuning/alpha/graders/validate}, which only OpenAI has. */
final class AccountApi {
    private final World world;

    AccountApi(World world) {
        this.world = world;
    }

    /** Whether a request wants an admin's key. */
    static boolean isForAdmins(Call call) {
        return call.path().size() > 1 && call.path().get(1).equals("organization");
    }

    @Nullable
    Reply answer(Call call) throws IOException {
        if (world.vendor().flavour() != Vendor.Flavour.OPENAI) {
            return null;
        }
        if (call.is("POST", "v1", "fine_tuning", "alpha", "graders", "validate")) {
            ObjectNode body = call.json();
            return new Reply.Document(Json.object().set("grader", Graders.check(body.path("grader"), "grader")));
        }
        return call.is("GET", "v1", "organization", "costs") ? costs(call) : null;
    }

    private Reply costs(Call call) {
        long start = seconds(call, "start_time", -1);
        if (start < 0) {
            throw ApiError.invalid("start_time", "missing_required_parameter",
                    "Missing required parameter: 'start_time'.");
        }
        Instant from = Instant.ofEpochSecond(start).truncatedTo(ChronoUnit.DAYS);
        Instant until = Instant.ofEpochSecond(seconds(call, "end_time", world.names().now()));
        int limit = call.limit(7, 180);
        int skipped = (int) seconds(call, "page", 0);
        ArrayNode buckets = Json.array();
        Instant day = from.plus(skipped, ChronoUnit.DAYS);
        for (int i = 0; i < limit && day.isBefore(until); i++) {
            Instant next = day.plus(1, ChronoUnit.DAYS);
            ObjectNode bucket = Json.object().put("object", "bucket").put("start_time", day.getEpochSecond()).put(
                    "end_time", next.getEpochSecond());
            bucket.set("results", results(day, next));
            buckets.add(bucket);
            day = next;
        }
        ObjectNode body = Json.object().put("object", "page").put("has_more", day.isBefore(until));
        body.put("next_page", day.isBefore(until) ? Integer.toString(skipped + limit) : null);
        body.set("data", buckets);
        return new Reply.Document(body);
    }

    private JsonNode results(Instant day, Instant next) {
        Map<String, Billed> sums = new TreeMap<>();
        for (Billed line : world.books().lines()) {
            if (!line.at().isBefore(day) && line.at().isBefore(next)) {
                sums.merge(line.lineItem(), line, (a, b) -> new Billed(a.at(), "", "", a.lineItem(),
                        a.quantity().add(b.quantity()), a.unit(), a.amount().plus(b.amount())));
            }
        }
        ArrayNode results = Json.array();
        for (Billed sum : sums.values()) {
            ObjectNode result = Json.object().put("object", "organization.costs.result").put("line_item",
                    sum.lineItem()).put("project_id", "proj_simulated").put("quantity", sum.quantity()).put(
                            "quantity_unit", sum.unit());
            result.set("amount", Json.object().put("value", sum.amount().amount()).put("currency", "usd"));
            results.add(result);
        }
        return results;
    }

    private static long seconds(Call call, String name, long usual) {
        String text = call.parameter(name);
        try {
            return text == null ? usual : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiError.invalid(name, "invalid_value", name + " is '" + text + "'; it is a number.");
        }
    }
}
