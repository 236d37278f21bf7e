package io.attune.pipeline.plan;

import java.util.List;

/** Where examples come from, and on what terms. */
public sealed interface SourceSpec {

    /** Unique in the recipe; stands on every example. */
    String name();

    Terms terms();

    /** An SPDX identifier or the organisation's own word; stands on every example that does not state its own. */
    default String license() {
        return terms().license();
    }

    default PersonalData personalData() {
        return terms().personalData();
    }

    /** A source that is the bytes of files, plain or compressed by gzip or zstd. */
    sealed interface OfFile extends SourceSpec {

        /** Where the files are, as the recipe says it. */
        String path();

        /** The same, understood. */
        default Origin origin() {
            return Origin.of(path());
        }

        OnBadLine onBadLine();
    }

    /** Chat conversations, one JSON object a line, in OpenAI's format. */
    record Jsonl(String name, String path, Terms terms, OnBadLine onBadLine) implements OfFile {}

    /** Pairs of a better and a worse answer, one JSON object a line, in OpenAI's preference format. */
    record Preferences(String name, String path, Terms terms, OnBadLine onBadLine) implements OfFile {}

    /**
     * Answers that were found good or bad, one JSON object a line: a conversation with {@code label}, or {@code prompt},
     * {@code completion} and {@code label}.
     */
    record Ratings(String name, String path, Terms terms, OnBadLine onBadLine) implements OfFile {}

    /**
     * Questions and answers, one JSON object a line.
     *
     * @param fields which keys hold them
     */
    record Qa(String name, String path, Terms terms, OnBadLine onBadLine, Fields fields) implements OfFile {}

    /**
     * Questions and answers as a table (RFC 4180) whose first record names the columns.
     *
     * @param columns which columns hold them
     */
    record Csv(String name, String path, Terms terms, OnBadLine onBadLine, Fields columns, Separator separator,
            TextEncoding encoding) implements OfFile {}

    /**
     * Questions and answers that a query finds in a database, and each time only those that are new since the last: rows
     * above the watermark are added to what was found before.
     *
     * @param connection the operator's name for the database
     * @param query one select statement in which {@code :watermark} stands for where the last one ended
     * @param watermark the column in whose order the rows come, such as {@code updated_at}
     * @param columns which columns hold what
     */
    record Jdbc(String name, String connection, String query, String watermark, Fields columns, Terms terms,
            OnBadLine onBadLine) implements OfFile {

        /** What problems call it; there is no file that people know. */
        @Override
        public String path() {
            return "jdbc:" + connection;
        }

        @Override
        public Origin origin() {
            return new Origin.Database(connection);
        }
    }

    /**
     * One example for each property that jars of Spring Boot document, and each form of question.
     *
     * @param artifacts such as {@code spring-boot-autoconfigure}
     * @param version of all of them, such as {@code 2.7.18}
     */
    record SpringMetadata(String name, List<String> artifacts, String version, List<QuestionKind> questions,
            Terms terms) implements SourceSpec {
        public SpringMetadata {
            artifacts = List.copyOf(artifacts);
            questions = List.copyOf(questions);
        }
    }
}
