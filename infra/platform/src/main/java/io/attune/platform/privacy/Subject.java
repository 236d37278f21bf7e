package io.attune.platform.privacy;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Whose or which data is meant. */
public sealed interface Subject {

    /** A person, known by texts that stand in the data. */
    record Person(Identifiers identifiers) implements Subject {
        @Override
        public String toString() {
            return "a person known by " + identifiers;
        }
    }

    /** Single records or documents. */
    record Records(List<RecordName> records) implements Subject {
        public Records {
            records = List.copyOf(records);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("No record is named");
            }
        }

        /** How many there are; a record's key may be personal. */
        @Override
        public String toString() {
            return records.size() == 1 ? "a record" : records.size() + " records";
        }
    }

    /** Everything that belongs together under one name, such as a conversation or a user. */
    record Group(String group) implements Subject {
        public Group {
            if (group.isBlank()) {
                throw new IllegalArgumentException("The group has no name");
            }
        }

        @Override
        public String toString() {
            return "a group of records";
        }
    }

    /**
     * A record's name.
     *
     * @param container what holds it, such as a dataset's name, or null for any
     * @param source where it came from
     * @param key stable within the source
     */
    record RecordName(@Nullable String container, String source, String key) {

        /** Reads {@code source/key}; a key may hold slashes, a source may not. */
        public static RecordName parse(@Nullable String container, String text) {
            int slash = text.indexOf('/');
            if (slash < 1 || slash == text.length() - 1) {
                throw new IllegalArgumentException("A record is named source/key, such as voice/voice.jsonl:14");
            }
            return new RecordName(container, text.substring(0, slash), text.substring(slash + 1));
        }

        /** Whether it names a record of that container. */
        public boolean names(String in, String of, String by) {
            return (container == null || container.equals(in)) && source.equals(of) && key.equals(by);
        }
    }

    /** A text by which two subjects are known to be the same; it holds identifiers and is never shown. */
    default String canonical() {
        Stream<Stream<String>> lines = switch (this) {
            case Person(Identifiers identifiers) -> identifiers.tokens().stream().map(Stream::of);
            case Records(List<RecordName> records) -> records.stream().map(
                    r -> Stream.of(r.container() == null ? "" : r.container(), r.source(), r.key()));
            case Group(String group) -> Stream.of(Stream.of(group));
        };
        return getClass().getSimpleName() + "\n" + lines.map(parts -> parts.map(part -> URLEncoder.encode(part,
                StandardCharsets.UTF_8)).collect(Collectors.joining("\t"))).sorted().collect(Collectors.joining("\n"));
    }

    /** Reads what {@link #canonical} wrote. */
    static Subject ofCanonical(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        List<List<String>> rest = lines.subList(1, lines.size()).stream().map(line -> Stream.of(line.split("\t",
                -1)).map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8)).toList()).toList();
        return switch (lines.getFirst()) {
            case "Person" -> new Person(Identifiers.of(rest.stream().map(List::getFirst).toList()));
            case "Records" -> new Records(rest.stream().map(parts -> new RecordName(parts.get(0).isEmpty()
                    ? null
                    : parts.get(0), parts.get(1), parts.get(2))).toList());
            case "Group" -> new Group(rest.getFirst().getFirst());
            default -> throw new IllegalArgumentException("This is not a subject's canonical text");
        };
    }
}
