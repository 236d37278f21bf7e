package io.attune.pipeline.inspect;

import java.util.Optional;

import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.OnBadLine;
import io.attune.pipeline.plan.Separator;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.Terms;
import io.attune.pipeline.plan.TextEncoding;

/** What a file holds, as far as its first lines tell. */
public sealed interface Format {

    /** The type of source that reads it, as recipes name it, or {@code unreadable}. */
    String word();

    /** For people. */
    String description();

    /** The source by which a recipe reads such a file; empty when no source does. */
    Optional<SourceSpec.OfFile> source(String name, String path, Terms terms, OnBadLine onBadLine);

    /** Conversations in OpenAI's format. */
    record Chat() implements Format {
        @Override
        public String word() {
            return "jsonl";
        }

        @Override
        public String description() {
            return "chat conversations";
        }

        @Override
        public Optional<SourceSpec.OfFile> source(String name, String path, Terms terms, OnBadLine onBadLine) {
            return Optional.of(new SourceSpec.Jsonl(name, path, terms, onBadLine));
        }
    }

    /** Pairs of a better and a worse answer in OpenAI's format. */
    record Preferences() implements Format {
        @Override
        public String word() {
            return "preferences";
        }

        @Override
        public String description() {
            return "preference pairs";
        }

        @Override
        public Optional<SourceSpec.OfFile> source(String name, String path, Terms terms, OnBadLine onBadLine) {
            return Optional.of(new SourceSpec.Preferences(name, path, terms, onBadLine));
        }
    }

    /** Answers that were found good or bad. */
    record Ratings() implements Format {
        @Override
        public String word() {
            return "ratings";
        }

        @Override
        public String description() {
            return "rated answers";
        }

        @Override
        public Optional<SourceSpec.OfFile> source(String name, String path, Terms terms, OnBadLine onBadLine) {
            return Optional.of(new SourceSpec.Ratings(name, path, terms, onBadLine));
        }
    }

    /** Objects with a question and an answer. */
    record Qa(Fields fields) implements Format {
        @Override
        public String word() {
            return "qa";
        }

        @Override
        public String description() {
            return "questions and answers, from the keys " + fields.prompt() + " and " + fields.answer();
        }

        @Override
        public Optional<SourceSpec.OfFile> source(String name, String path, Terms terms, OnBadLine onBadLine) {
            return Optional.of(new SourceSpec.Qa(name, path, terms, onBadLine, fields));
        }
    }

    /** A table of questions and answers. */
    record Table(Fields columns, Separator separator, TextEncoding encoding) implements Format {
        @Override
        public String word() {
            return "csv";
        }

        @Override
        public String description() {
            return "a table separated by " + switch (separator) {
                case COMMA -> "commas";
                case SEMICOLON -> "semicolons";
                case TAB -> "tabs";
            } + ", questions and answers from the columns " + columns.prompt() + " and " + columns.answer();
        }

        @Override
        public Optional<SourceSpec.OfFile> source(String name, String path, Terms terms, OnBadLine onBadLine) {
            return Optional.of(new SourceSpec.Csv(name, path, terms, onBadLine, columns, separator, encoding));
        }
    }

    /**
     * Nothing that can be read.
     *
     * @param seen what it is instead
     * @param nextStep what to do about it
     */
    record Unreadable(String seen, String nextStep) implements Format {
        @Override
        public String word() {
            return "unreadable";
        }

        @Override
        public String description() {
            return seen;
        }

        @Override
        public Optional<SourceSpec.OfFile> source(String name, String path, Terms terms, OnBadLine onBadLine) {
            return Optional.empty();
        }
    }
}
