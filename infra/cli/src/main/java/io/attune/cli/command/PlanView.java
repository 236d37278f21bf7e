package io.attune.cli.command;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import tools.jackson.databind.JsonNode;

/** A plan for people: what is added, changed and removed, value by value, and what that costs a month. */
final class PlanView {
    private final Style style;

    PlanView(Style style) {
        this.style = style;
    }

    List<String> lines(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        lines.add(pinned(plan));
        Json.list(plan, "/uncommitted").forEach(path -> lines.add("  not committed: " + path.asString()));
        long same = 0;
        for (JsonNode item : Json.list(plan, "/items")) {
            if (Json.text(item, "/action").equals("same")) {
                same++;
            } else {
                lines.addAll(item(item));
            }
        }
        Json.list(plan, "/notes").forEach(note -> lines.add(style.yellow("note") + "  " + note.asString()));
        Json.list(plan, "/ignored").forEach(path -> lines.add(style.dim("left alone: " + path.asString()
                + " says no recipe, schedule, budget or connection")));
        lines.add(count(plan, "add") + " to add, " + count(plan, "change") + " to change, " + count(plan, "remove")
                + " to remove, " + count(plan, "take") + " to take over, " + same + " as they are");
        for (JsonNode effect : Json.list(plan, "/monthlyEffect")) {
            lines.add("effect on 30 days of scheduled runs: " + signed(effect));
        }
        return lines;
    }

    private static String pinned(JsonNode plan) {
        String commit = Json.text(plan, "/commit");
        String folder = Json.text(plan, "/folder/folder");
        return "from " + Json.text(plan, "/folder/repository") + (folder.isEmpty() ? "" : " (" + folder + ")")
                + (commit.isEmpty() ? ", nothing is committed, so nothing can be pinned" : ", commit " + commit);
    }

    private List<String> item(JsonNode item) {
        List<String> lines = new ArrayList<>();
        String path = Json.text(item, "/path");
        lines.add(mark(Json.text(item, "/action")) + " " + Json.text(item, "/kind") + " " + Json.text(item, "/name")
                + (path.isEmpty() ? "" : style.dim("  " + path)));
        Json.list(item, "/changes").forEach(change -> lines.add("    " + change.asString()));
        String before = Columns.money(item, "/monthlyBefore");
        String after = Columns.money(item, "/monthlyAfter");
        if (!before.isEmpty() || !after.isEmpty()) {
            lines.add("    a month: " + (before.isEmpty() ? "nothing" : before) + " → " + (after.isEmpty()
                    ? "nothing"
                    : after) + "  (" + Json.text(item, "/basis") + ")");
        }
        return lines;
    }

    private String mark(String action) {
        return switch (action) {
            case "add" -> style.green("+ add");
            case "remove" -> style.red("- remove");
            case "take" -> "= take over";
            default -> style.yellow("~ change");
        };
    }

    private static long count(JsonNode plan, String action) {
        return Json.list(plan, "/items").stream().filter(item -> Json.text(item, "/action").equals(action)).count();
    }

    private static String signed(JsonNode money) {
        BigDecimal amount = Json.decimal(money, "/amount").orElse(BigDecimal.ZERO);
        return (amount.signum() > 0 ? "+" : "") + Format.money(amount, Json.text(money, "/currency"));
    }
}
