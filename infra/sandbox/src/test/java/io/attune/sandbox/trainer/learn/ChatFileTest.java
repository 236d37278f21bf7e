package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.attune.sandbox.trainer.ChatMessage;
import io.attune.sandbox.trainer.ChatMessage.Role;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChatFileTest {

    @TempDir
    private Path folder;

    @Test
    void conversationsComeInOrderAndBlankLinesAreSkipped() throws IOException {
        assertThat(read("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}\n\n"
                + "{\"messages\":[{\"role\":\"assistant\",\"content\":\"b\",\"weight\":0}]}")).containsExactly(List.of(
                        ChatMessage.user("a")), List.of(new ChatMessage(Role.ASSISTANT, "b", 0)));
    }

    @ParameterizedTest
    @CsvSource({"system,SYSTEM", "developer,SYSTEM", "user,USER", "tool,USER", "function,USER", "assistant,ASSISTANT"})
    void everyRoleOfTheDialectHasItsPlace(String role, Role expected) throws IOException {
        assertThat(read("{\"messages\":[{\"role\":\"" + role
                + "\",\"content\":\"x\"}]}").getFirst().getFirst().role()).isEqualTo(expected);
    }

    @Test
    void textPartsAreJoined() throws IOException {
        assertThat(read("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"text\",\"text\":\"b\"}]}]}").getFirst()).containsExactly(ChatMessage.user("ab"));
    }

    @Test
    void toolCallsAreTheTextOfAMessageWithoutContent() throws IOException {
        assertThat(read(
                "{\"messages\":[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":1}]}]}").getFirst()).containsExactly(
                        ChatMessage.assistant("[{\"id\":1}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no json", "{}", "{\"messages\":[]}",
            "{\"messages\":[{\"role\":\"boss\",\"content\":\"x\"}]}",
            "{\"messages\":[{\"role\":\"user\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"weight\":2}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]}"})
    void aBadLineIsNamed(String line) {
        assertThatThrownBy(() -> read("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}\n"
                + line)).isInstanceOfSatisfying(TrainerException.class, e -> assertThat(e.kind()).isEqualTo(
                        Kind.INVALID_REQUEST)).hasMessageContaining("examples.jsonl, line 2");
    }

    private List<List<ChatMessage>> read(String content) throws IOException {
        return ChatFile.read(Files.writeString(folder.resolve("examples.jsonl"), content));
    }
}
