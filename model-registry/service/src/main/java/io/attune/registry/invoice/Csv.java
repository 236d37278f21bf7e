package io.attune.registry.invoice;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180): quotes, doubled quotes and line ends within quotes; blank lines are left out. */
final class Csv {
    private Csv() {}

    /** The records in order. */
    static List<Line> parse(String text) {
        List<Line> lines = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int start = 1;
        String input = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < input.length(); i++) {
            char c = input.charAt(i);
            if (c == '\n') {
                line++;
            }
            if (quoted) {
                boolean doubled = c == '"' && i + 1 < input.length() && input.charAt(i + 1) == '"';
                if (c != '"' || doubled) {
                    field.append(c);
                    i += doubled ? 1 : 0;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\n') {
                end(lines, fields, field, start);
                fields = new ArrayList<>();
                start = line;
            } else if (c != '\r') {
                field.append(c);
            }
        }
        end(lines, fields, field, start);
        return lines;
    }

    private static void end(List<Line> lines, List<String> fields, StringBuilder field, int start) {
        fields.add(field.toString());
        field.setLength(0);
        if (fields.size() > 1 || !fields.getFirst().isBlank()) {
            lines.add(new Line(start, List.copyOf(fields)));
        }
    }

    /** @param number of the line it begins on, from 1 */
    record Line(int number, List<String> fields) {
    }
}
