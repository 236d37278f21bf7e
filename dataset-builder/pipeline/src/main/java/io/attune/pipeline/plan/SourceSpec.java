package io.attune.pipeline.plan;

import java.util.List;

/** Where examples come from. */
public sealed interface SourceSpec {

    /** Unique in the recipe; stands on every example. */
    String name();

    /** An SPDX identifier or the organisation's own word; stands on every example. */
    String license();

    PersonalData personalData();

    /**
     * Chat conversations, one JSON object a line, in OpenAI's format.
     *
     * @param path the file's path beside the recipe
     */
    record Jsonl(String name, String path, String license, PersonalData personalData,
            OnBadLine onBadLine) implements SourceSpec {}

    /**
     * One example for each property that jars of Spring Boot document, and each form of question.
     *
     * @param artifacts such as {@code spring-boot-autoconfigure}
     * @param version of all of them, such as {@code 2.7.18}
     */
    record SpringMetadata(String name, List<String> artifacts, String version, List<QuestionKind> questions,
            String license, PersonalData personalData) implements SourceSpec {
        public SpringMetadata {
            artifacts = List.copyOf(artifacts);
            questions = List.copyOf(questions);
        }
    }
}
