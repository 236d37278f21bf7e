package io.attune.retrieval.answer;

import java.util.List;

import io.attune.provider.ChatMessage;
import io.attune.retrieval.answer.Question.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class QuestionReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "What is the default of `server.shutdown`?                 | server.shutdown             | DEFAULT",
            "What is the default value of server.shutdown?             | server.shutdown             | DEFAULT",
            "By default, what is spring.flyway.cleanDisabled set to?   | spring.flyway.cleanDisabled | DEFAULT",
            "What type is `spring.datasource.type`?                    | spring.datasource.type      | TYPE",
            "What does `management.server.port` do?                    | management.server.port      | DESCRIPTION",
            "Is spring.redis.host still supported?                     | spring.redis.host           | STATUS",
            "What replaces `spring.redis.host`?                        | spring.redis.host           | STATUS",
            "Tell me about SERVER_SHUTDOWN.                            | SERVER_SHUTDOWN             | ANY"})
    void readsTheNameAndWhatIsAskedOfIt(String text, String name, Attribute attribute) {
        Question question = QuestionReader.read(text);

        assertThat(question.names()).containsExactly(name);
        assertThat(question.attribute()).isEqualTo(attribute);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Which property disables cleaning, e.g. of the database?", "Is 3.5.7 out?",
            "How do I write to me@example.com?", "It ends here. Next one begins."})
    void readsNoNameWhereThereIsNone(String text) {
        assertThat(QuestionReader.read(text).names()).isEmpty();
    }

    @Test
    void aPlainWordInBackticksIsMarkedAsOne() {
        Question question = QuestionReader.read("What is `Hikari`?");
        assertThat(question.names()).containsExactly("Hikari");
        assertThat(question.marked()).containsExactly("Hikari");
    }

    @Test
    void aFollowUpTakesTheNamesOfTheQuestionBefore() {
        Question question = QuestionReader.read(List.of(ChatMessage.user("What does `a.b` do?"),
                ChatMessage.assistant("Things with `x.y`."), ChatMessage.user("And its default?")));

        assertThat(question.names()).containsExactly("a.b");
        assertThat(question.attribute()).isEqualTo(Attribute.DEFAULT);
    }

    @Test
    void aQuestionThatBringsItsOwnContextIsAskedWithoutIt() {
        Question question = QuestionReader.read(List.of(
                ChatMessage.user("Context:\n[1] `x.y`: Something.\n\nQuestion: What is the default of `a.b`?")));
        assertThat(question.names()).containsExactly("a.b");
    }
}
