package io.attune.sandbox.trainer.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import io.attune.sandbox.trainer.corpus.Corpus;
import io.attune.sandbox.trainer.text.ChatTemplate;
import io.attune.sandbox.trainer.text.TokenSequence;

/**
 * A corpus as rows of equal length: documents and conversations one behind the other, cut where a row is full, so that no
 * token is padding. All tokens are learnt.
 */
final class CorpusRows {

    private CorpusRows() {}

    /** The first {@code rows} rows; the corpus begins again where it ends. */
    static List<TokenSequence> of(Corpus corpus, ChatTemplate template, int rows, int rowLength,
            double conversationShare) {
        Iterator<TokenSequence> documents = endless(corpus.documents()).map(template::document).iterator();
        Iterator<TokenSequence> conversations = endless(corpus.conversations()).map(template::write).iterator();
        int[] stream = new int[rows * rowLength];
        int filled = 0;
        long fromConversations = 0;
        while (filled < stream.length) {
            boolean conversation = fromConversations <= conversationShare * filled;
            TokenSequence next = (conversation ? conversations : documents).next();
            int length = Math.min(next.length(), stream.length - filled);
            System.arraycopy(next.tokens(), 0, stream, filled, length);
            filled += length;
            fromConversations += conversation ? length : 0;
        }
        boolean[] all = new boolean[rowLength];
        Arrays.fill(all, true);
        List<TokenSequence> result = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            result.add(new TokenSequence(Arrays.copyOfRange(stream, row * rowLength, (row + 1) * rowLength), all));
        }
        return result;
    }

    private static <T> Stream<T> endless(List<T> items) {
        return Stream.generate(() -> items).flatMap(List::stream);
    }
}
