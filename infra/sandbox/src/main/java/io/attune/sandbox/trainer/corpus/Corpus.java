package io.attune.sandbox.trainer.corpus;

import java.util.ArrayList;
import java.util.List;

import io.attune.sandbox.trainer.ChatMessage;

/**
 * What the base model learns from.
 *
 * @param documents texts
 * @param conversations chats about the same things, so that the base model knows how a conversation goes
 */
public record Corpus(List<String> documents, List<List<ChatMessage>> conversations) {

    public Corpus {
        documents = List.copyOf(documents);
        conversations = conversations.stream().map(List::copyOf).toList();
    }

    /** Every text in the corpus, for learning a vocabulary. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(documents);
        conversations.forEach(conversation -> conversation.forEach(message -> texts.add(message.content())));
        return texts;
    }
}
