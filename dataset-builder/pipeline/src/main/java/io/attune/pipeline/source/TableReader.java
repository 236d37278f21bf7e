package io.attune.pipeline.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;

/** Reads questions and answers from a table whose first record names the columns. Not thread-safe. */
final class TableReader implements RecordReader {
    private final SourceSpec.Csv source;
    private final String file;
    private final Expansion content;
    private final TableParser table;
    private final TableText text;
    private List<String> header = List.of();
    private Map<String, String> meanings = Map.of();
    private long line;
    private boolean ended;

    TableReader(SourceSpec.Csv source, String file, Expansion content, SourceLimits limits) {
        this.source = source;
        this.file = file;
        this.content = content;
        this.table = new TableParser(content, source.separator().character(), limits.recordBytes());
        this.text = new TableText(source.encoding());
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        if (ended) {
            return null;
        }
        try {
            while (table.next()) {
                line = table.line();
                if (!isBlank()) {
                    SourceItem item = header.isEmpty() ? readHeader() : record();
                    if (item != null) {
                        return item;
                    }
                }
            }
            ended = true;
            content.finish();
            return null;
        } catch (DamagedInputException e) {
            ended = true;
            line = table.line();
            return Readers.damaged(file, line, e);
        }
    }

    private boolean isBlank() {
        return table.problem() == null && table.fields() == 1 && LineText.isBlank(table.bytes(), 0, table.length());
    }

    /** Takes the names of the columns; what it gives back ends the file. */
    private @Nullable SourceItem readHeader() {
        LineProblem foreign = LineText.foreign(table.bytes(), 0, table.length());
        LineProblem problem = foreign == null ? broken() : foreign;
        List<String> names = problem == null ? names() : List.of();
        if (problem == null) {
            problem = missing(names);
        } else if (foreign == null) {
            problem = new LineProblem(BadReason.COLUMNS, problem.below(), problem.column(), problem.message(),
                    problem.nextStep());
        }
        if (problem != null) {
            ended = true;
            return Readers.bad(file, line, problem);
        }
        header = names;
        meanings = LineParser.meanings(source.columns());
        return null;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < table.fields(); i++) {
            int from = i == 0 && text.mayHaveMark()
                    ? LineText.afterMark(table.bytes(), 0, table.length())
                    : table.from(i);
            String name = text.field(table.bytes(), from, table.to(i)).strip();
            names.add(name.isEmpty() ? "column " + (i + 1) : name);
        }
        return names;
    }

    private @Nullable LineProblem missing(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                return new LineProblem(BadReason.COLUMNS, 1, "two columns are named '" + shown(name) + "'",
                        "Give each its own name.");
            }
        }
        for (Map.Entry<String, String> entry : source.columns().toMap().entrySet()) {
            if (!seen.contains(entry.getValue())) {
                return new LineProblem(BadReason.COLUMNS, 1, "there is no column '" + entry.getValue() + "'; there are "
                        + String.join(", ", names.stream().limit(20).map(TableReader::shown).toList()),
                        "Name the right one in the recipe: columns: {" + entry.getKey()
                                + ": …}, or another separator.");
            }
        }
        return null;
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }

    private @Nullable LineProblem broken() {
        if (table.problem() != null) {
            return table.problem();
        }
        int invalid = text.firstInvalid(table.bytes(), 0, table.length());
        return invalid < 0
                ? null
                : text.notEncoded(table, invalid);
    }

    private SourceItem record() {
        LineProblem broken = broken();
        if (broken == null && table.fields() != header.size()) {
            broken = new LineProblem(BadReason.BROKEN_TABLE, 1, "the record has " + table.fields()
                    + " fields and the first one names " + header.size() + " columns",
                    "Quote fields that hold a separator or an end of line.");
        }
        return broken == null ? new SourceItem.Good(example(file + ":" + line)) : Readers.bad(file, line, broken);
    }

    private Example example(String place) {
        Facts facts = new Facts(source, place);
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String value = text.field(table.bytes(), table.from(i), table.to(i));
            String meaning = meanings.get(header.get(i));
            if (meaning == null) {
                if (!value.isEmpty()) {
                    facts.addAttribute(header.get(i), value);
                }
            } else if (meaning.equals("prompt") || meaning.equals("answer") || meaning.equals("system")) {
                words.put(meaning, value);
            } else if (!value.isBlank()) {
                facts.add(meaning, value);
            }
        }
        List<Message> messages = new ArrayList<>();
        String system = words.getOrDefault("system", "");
        if (!system.isBlank()) {
            messages.add(Message.system(system));
        }
        messages.add(Message.user(words.getOrDefault("prompt", "")));
        messages.add(Message.assistant(words.getOrDefault("answer", "")));
        return facts.example(messages, List.of(), null, new TreeSet<>());
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
