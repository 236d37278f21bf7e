package io.attune.sandbox.trainer.corpus;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JavadocExtractorTest {

    private static final String SOURCE = """
            /*
             * Copyright, not documentation.
             */
            package example;

            /**
             * Runs {@link java.lang.Runnable tasks} with a <b>limit</b>. Not for {@code main}.
             *
             * @author somebody
             */
            @Deprecated
            public class SimpleTaskExecutor {

                /** A field. */
                private int limit = 1;

                /**
                 * Set the limit of {@link #limit} &lt; 10.
                 * <pre>example();</pre>
                 * @param limit ignored
                 */
                public void setConcurrencyLimit(int limit) {
                }
            }
            """;

    @Test
    void classesAndMethodsAreFoundUnderTheirNames() {
        assertThat(JavadocExtractor.extract(SOURCE)).extracting(Documented::name).containsExactly("SimpleTaskExecutor",
                "simple-task-executor.concurrency-limit");
    }

    @Test
    void markupAndTagsBecomePlainText() {
        assertThat(JavadocExtractor.extract(SOURCE)).extracting(Documented::prose).containsExactly(
                "Runs tasks with a limit . Not for `main`.", "Set the limit of `limit` < 10.");
    }

    @Test
    void theFirstSentenceEndsAtItsFullStop() {
        assertThat(JavadocExtractor.extract(SOURCE).getFirst().firstSentence()).isEqualTo("Runs tasks with a limit .");
    }
}
