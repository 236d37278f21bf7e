package io.attune.cli.command;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/** Which parts of an answer a table shows. Pointers that lead nowhere show nothing. */
public final class Columns {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm",
            Locale.ROOT).withZone(ZoneId.systemDefault());

    private final List<Column> columns = new ArrayList<>();

    private record Column(String heading, boolean figures, Function<JsonNode, String> cell) {
    }

    /** A text, or the first of several that is there. */
    public Columns text(String heading, String... pointers) {
        return cell(heading, item -> firstOf(item, pointers));
    }

    /** A whole number. */
    public Columns count(String heading, String pointer) {
        columns.add(new Column(heading, true, item -> count(item, pointer)));
        return this;
    }

    /** An amount of money: an object of amount and currency. */
    public Columns money(String heading, String pointer) {
        columns.add(new Column(heading, true, item -> money(item, pointer)));
        return this;
    }

    /** A moment, in this machine's time zone. */
    public Columns time(String heading, String pointer) {
        return cell(heading, item -> time(Json.text(item, pointer)));
    }

    /** Whatever a function makes of the item. */
    public Columns cell(String heading, Function<JsonNode, String> cell) {
        columns.add(new Column(heading, false, cell));
        return this;
    }

    /** The table of these items. */
    public Table table(List<JsonNode> items) {
        Table table = new Table();
        for (Column column : columns) {
            if (column.figures()) {
                table.number(column.heading());
            } else {
                table.column(column.heading());
            }
        }
        for (JsonNode item : items) {
            table.row(columns.stream().map(column -> column.cell().apply(item)).toList());
        }
        return table;
    }

    /** A moment as people read it, or the text itself where it is none. */
    public static String time(String text) {
        try {
            return text.isEmpty() ? "" : MINUTE.format(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    /** The amount at a pointer, or nothing. */
    public static String money(JsonNode item, String pointer) {
        return Json.decimal(item, pointer + "/amount").map(amount -> Format.money(amount, Json.text(item, pointer
                + "/currency"))).orElse("");
    }

    private static String count(JsonNode item, String pointer) {
        return item.at(pointer).isNumber() ? Format.count(Json.whole(item, pointer)) : "";
    }

    private static String firstOf(JsonNode item, String... pointers) {
        for (String pointer : pointers) {
            String text = Json.text(item, pointer);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
