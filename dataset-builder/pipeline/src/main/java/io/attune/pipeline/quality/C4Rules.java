package io.attune.pipeline.quality;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Part;

/**
 * The cleaning of C4 (Raffel and others 2020, section 2.2). Cut out: lines without punctuation at their end, of fewer than
 * three words, with a word over 1,000 characters, with {@code javascript}, or about policies and cookies; and citations
 * such as {@code [3]}. Dropped after that: what has {@code lorem ipsum}, a curly bracket or fewer than five sentences, and
 * what lost a whole message.
 */
final class C4Rules implements RuleSet {
    private static final List<Rule> RULES = List.of(Rule.atMost("lorem-ipsum", "loremIpsum", 0),
            Rule.atMost("curly-bracket", "curlyBracket", 0), Rule.atMost("emptied-messages", "emptiedMessages", 0),
            Rule.atLeast("min-sentences", "sentences", 5));
    private static final List<String> POLICIES = List.of("javascript", "terms of use", "privacy policy",
            "cookie policy", "uses cookies", "use of cookies", "use cookies");
    private static final Phrases SUSPICIOUS = new Phrases(Stream.concat(POLICIES.stream(), Stream.of(
            "lorem ipsum")).toList());
    private static final int WORDS_MIN = 3;
    private static final int WORD_MAX = 1_000;

    @Override
    public List<Rule> rules() {
        return RULES;
    }

    @Override
    public void score(Subject subject, Scores.Builder scores) {
        int sentences = 0;
        int emptied = 0;
        boolean lorem = false;
        boolean curly = false;
        for (Message message : subject.example().messages()) {
            if (message.role().isInstruction()) {
                continue;
            }
            String content = message.content();
            boolean suspicious = SUSPICIOUS.standIn(content);
            String cleaned = cleanText(content, suspicious);
            emptied += cleaned.isEmpty() && !content.isBlank() ? 1 : 0;
            sentences += Sentences.count(cleaned);
            curly |= cleaned.indexOf('{') >= 0;
            lorem |= (suspicious || cleaned.length() < content.length()) && containsIgnoringCase(cleaned,
                    "lorem ipsum", 0, cleaned.length());
        }
        scores.set("loremIpsum", lorem ? 1 : 0);
        scores.set("curlyBracket", curly ? 1 : 0);
        scores.set("emptiedMessages", emptied);
        scores.set("sentences", sentences);
    }

    @Override
    public Example clean(Example example) {
        List<Message> cleaned = example.messages().stream().map(C4Rules::cleanMessage).toList();
        return cleaned.equals(example.messages()) ? example : example.withMessages(cleaned);
    }

    /** Instructions, calls of tools and reasoning are no part of a page. */
    private static Message cleanMessage(Message message) {
        if (message.role().isInstruction()) {
            return message;
        }
        List<Part> parts = message.parts().stream().<Part>map(part -> switch (part) {
            case Part.Text(String text) -> new Part.Text(cleanText(text));
            case Part.Image image -> image;
        }).toList();
        return parts.equals(message.parts())
                ? message
                : new Message(message.role(), parts, message.name(), message.toolCalls(), message.toolCallId(),
                        message.weight(), message.reasoning());
    }

    /** The text without citations and without lines that a page's frame is made of; the same text when it has none. */
    static String cleanText(String text) {
        return cleanText(text, SUSPICIOUS.standIn(text));
    }

    private static String cleanText(String text, boolean suspicious) {
        boolean bracket = text.indexOf('[') >= 0;
        StringBuilder out = null;
        for (int start = 0; start <= text.length();) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            boolean cited = bracket && hasCitation(text, start, end);
            boolean keeps = keeps(text, start, end) && !(suspicious && isPolicy(text, start, end));
            if (out == null && (cited || !keeps)) {
                out = new StringBuilder(text.length()).append(text, 0, start);
            }
            if (out != null && keeps) {
                out.append(cited ? withoutCitations(text, start, end) : text.substring(start, end)).append('\n');
            }
            start = end + 1;
        }
        return out == null ? text : out.toString().strip();
    }

    private static boolean keeps(String text, int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (end == from) {
            return false;
        }
        boolean ellipsis = (end - from >= 3 && text.startsWith("...", end - 3)) || text.charAt(end - 1) == '\u2026';
        if (!Sentences.isEnd(text.charAt(end - 1)) || ellipsis) {
            return false;
        }
        return hasWords(text, from, end);
    }

    private static boolean isPolicy(String text, int from, int to) {
        return POLICIES.stream().anyMatch(phrase -> containsIgnoringCase(text, phrase, from, to));
    }

    /** Enough words and none too long. */
    private static boolean hasWords(String text, int from, int to) {
        boolean brief = to - from <= WORD_MAX;
        int words = 0;
        int word = -1;
        for (int i = from; i <= to; i++) {
            boolean space = i == to || Character.isWhitespace(text.charAt(i));
            if (!space && word < 0) {
                word = i;
                if (++words == WORDS_MIN && brief) {
                    return true;
                }
            } else if (space && word >= 0) {
                if (i - word > WORD_MAX) {
                    return false;
                }
                word = -1;
            }
        }
        return words >= WORDS_MIN;
    }

    private static boolean hasCitation(String text, int from, int to) {
        for (int at = text.indexOf('[', from, to); at >= 0; at = text.indexOf('[', at + 1, to)) {
            if (citationEnd(text, at, to) > 0) {
                return true;
            }
        }
        return false;
    }

    private static String withoutCitations(String text, int from, int to) {
        StringBuilder out = new StringBuilder(to - from);
        for (int i = from; i < to;) {
            int end = text.charAt(i) == '[' ? citationEnd(text, i, to) : -1;
            if (end > 0) {
                i = end;
            } else {
                out.append(text.charAt(i++));
            }
        }
        return out.toString();
    }

    /** Behind {@code [12]}, {@code [edit]} or {@code [citation needed]}, or -1. */
    private static int citationEnd(String text, int at, int to) {
        for (String word : List.of("[edit]", "[citation needed]")) {
            if (text.startsWith(word, at)) {
                return at + word.length();
            }
        }
        int end = at + 1;
        while (end < to && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end > at + 1 && end < to && text.charAt(end) == ']' ? end + 1 : -1;
    }

    private static boolean containsIgnoringCase(String text, String lower, int from, int to) {
        char first = lower.charAt(0);
        char upper = lower.toUpperCase(Locale.ROOT).charAt(0);
        for (int i = from; i + lower.length() <= to; i++) {
            char c = text.charAt(i);
            if ((c == first || c == upper) && text.regionMatches(true, i, lower, 0, lower.length())) {
                return true;
            }
        }
        return false;
    }
}
