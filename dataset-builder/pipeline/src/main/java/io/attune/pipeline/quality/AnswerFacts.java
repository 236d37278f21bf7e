package io.attune.pipeline.quality;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.attune.pipeline.TextKey;
import org.jspecify.annotations.Nullable;

/**
 * What an answer claims, so far as words show it: numbers and codes, values in backticks or quotes, yes or no, negations,
 * and the words that carry meaning. Two answers to one question contradict each other when these differ.
 */
public final class AnswerFacts {
    private static final Set<String> NEGATIONS = Set.of("not", "no", "never", "cannot", "cant", "dont", "doesnt",
            "wont",
            "isnt", "arent", "didnt", "shouldnt", "couldnt", "nor", "without", "unable", "nicht", "kein", "keine",
            "keinen", "nie", "niemals", "pas", "jamais", "nunca", "non", "aucun");
    private static final List<Set<String>> OPPOSITES = List.of(Set.of("true", "false"), Set.of("on", "off"),
            Set.of("enabled", "disabled"), Set.of("enable", "disable"), Set.of("always", "never"),
            Set.of("allowed", "forbidden"), Set.of("possible", "impossible"), Set.of("before", "after"),
            Set.of("free", "paid"), Set.of("increase", "decrease"), Set.of("open", "closed"), Set.of("above", "below"),
            Set.of("required", "optional"), Set.of("supported", "unsupported"), Set.of("valid", "invalid"),
            Set.of("ja", "nein"), Set.of("an", "aus"));
    private static final Set<String> YES = Set.of("yes", "yeah", "yep", "ja", "oui", "si", "sí", "sim", "correct");
    private static final Set<String> NO = Set.of("no", "nope", "nein", "non", "não", "unfortunately", "leider");
    private static final Map<String, String> NUMBER_WORDS = Map.ofEntries(Map.entry("two", "2"), Map.entry("three",
            "3"),
            Map.entry("four", "4"), Map.entry("five", "5"), Map.entry("six", "6"), Map.entry("seven", "7"),
            Map.entry("eight", "8"), Map.entry("nine", "9"), Map.entry("ten", "10"), Map.entry("eleven", "11"),
            Map.entry("twelve", "12"));
    private static final Set<String> EMPTY_WORDS = Set.of("the", "a", "an", "and", "or", "of", "to", "in", "on", "for",
            "with", "is", "are", "be", "it", "this", "that", "you", "your", "i", "we", "our", "can", "will", "please",
            "at", "by", "as", "if", "from", "have", "has", "do", "does", "der", "die", "das", "und", "ist", "ein",
            "eine",
            "sie", "ich", "zu", "le", "la", "les", "de", "et", "est", "un", "une");
    private static final double SAME_SENTENCE = 0.6;

    private final String key;
    private final Set<String> numbers = new TreeSet<>();
    private final Set<String> quoted = new TreeSet<>();
    private final Set<String> words = new HashSet<>();
    private final int negations;
    private final int polarity;

    private AnswerFacts(String answer) {
        this.key = TextKey.of(answer);
        String folded = answer.toLowerCase(Locale.ROOT).replace("'", "").replace("\u2019", "");
        readQuoted(answer);
        int denied = 0;
        String first = "";
        boolean atLineStart = true;
        for (int i = 0; i < folded.length();) {
            char c = folded.charAt(i);
            if (!Character.isLetterOrDigit(c)) {
                atLineStart = c == '\n' || (atLineStart && (Character.isWhitespace(c) || c == '-' || c == '*'));
                i++;
                continue;
            }
            int end = tokenEnd(folded, i);
            String token = folded.substring(i, end);
            boolean isListNumber = atLineStart && end < folded.length() && ".)".indexOf(folded.charAt(end)) >= 0
                    && token.chars().allMatch(Character::isDigit);
            if (!isListNumber) {
                denied += NEGATIONS.contains(token) ? 1 : 0;
                first = first.isEmpty() ? token : first;
                readToken(token);
            }
            atLineStart = false;
            i = end;
        }
        this.negations = denied;
        this.polarity = YES.contains(first) ? 1 : NO.contains(first) ? -1 : 0;
    }

    /** Reads an answer. */
    public static AnswerFacts of(String answer) {
        return new AnswerFacts(answer);
    }

    /** The same words. */
    public boolean saysTheSame(AnswerFacts other) {
        return key.equals(other.key);
    }

    /**
     * How the two contradict each other, or null.
     *
     * @param similarityMin the share of words in common (Jaccard) below which they are taken to say different things
     * @return a word for the evidence: numbers, values, polarity, negation or wording
     */
    public @Nullable String contradicts(AnswerFacts other, double similarityMin) {
        if (saysTheSame(other)) {
            return null;
        }
        double similarity = similarity(other);
        if (differ(numbers, other.numbers)) {
            return "numbers";
        }
        if (differ(quoted, other.quoted)) {
            return "values";
        }
        if (polarity * other.polarity < 0) {
            return "polarity";
        }
        boolean opposite = OPPOSITES.stream().anyMatch(pair -> isOpposite(pair, other));
        if (similarity >= SAME_SENTENCE && (opposite || negations % 2 != other.negations % 2)) {
            return "negation";
        }
        return similarity < similarityMin ? "wording" : null;
    }

    private double similarity(AnswerFacts other) {
        if (words.isEmpty() && other.words.isEmpty()) {
            return 1;
        }
        Set<String> both = new HashSet<>(words);
        both.retainAll(other.words);
        return (double) both.size() / (words.size() + other.words.size() - both.size());
    }

    /** Each has something the other has not: more detail in one of them is no contradiction. */
    private static boolean differ(Set<String> a, Set<String> b) {
        return !a.containsAll(b) && !b.containsAll(a);
    }

    private boolean isOpposite(Set<String> pair, AnswerFacts other) {
        return pair.stream().anyMatch(word -> words.contains(word) && !other.words.contains(word)
                && pair.stream().anyMatch(
                        opposite -> !opposite.equals(word) && other.words.contains(opposite) && !words.contains(
                                opposite)));
    }

    /** A word; a number with its separators; a code or key with its hyphens, dots and colons. */
    private static int tokenEnd(String text, int start) {
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean joins = ".,:-_/".indexOf(c) >= 0 && end + 1 < text.length() && Character.isLetterOrDigit(
                    text.charAt(
                            end + 1)) && (Character.isDigit(text.charAt(end - 1)) || Character.isDigit(text.charAt(end
                                    + 1))
                                    || c == '.' || c == '_');
            if (!Character.isLetterOrDigit(c) && !joins) {
                break;
            }
            end++;
        }
        return end;
    }

    private void readToken(String token) {
        String number = NUMBER_WORDS.get(token);
        if (number != null) {
            numbers.add(number);
        } else if (token.chars().anyMatch(Character::isDigit)) {
            numbers.add(plain(token));
        } else if (!EMPTY_WORDS.contains(token)) {
            words.add(token);
        }
    }

    /** {@code 1,000} and {@code 1000} are one number, {@code 45s} and {@code 45} too, {@code 2.50} and {@code 2.5}. */
    private static String plain(String token) {
        int digits = 0;
        while (digits < token.length() && (Character.isDigit(token.charAt(digits)) || ".,".indexOf(token.charAt(
                digits)) >= 0)) {
            digits++;
        }
        if (digits == 0 || !token.substring(digits).chars().allMatch(Character::isLetter)) {
            return token;
        }
        String number = token.substring(0, digits).replaceAll("[.,](?=[0-9]{3}(?![0-9]))", "").replace(',', '.');
        return number.indexOf('.') == number.lastIndexOf('.') && number.indexOf('.') >= 0
                ? number.replaceAll("0+$", "").replaceAll("\\.$", "")
                : number;
    }

    private void readQuoted(String answer) {
        for (char mark : new char[]{'`', '"'}) {
            for (int at = answer.indexOf(mark); at >= 0;) {
                int end = answer.indexOf(mark, at + 1);
                if (end < 0) {
                    break;
                }
                String value = answer.substring(at + 1, end).strip().toLowerCase(Locale.ROOT);
                if (!value.isEmpty() && value.length() <= 80 && value.indexOf('\n') < 0) {
                    quoted.add(value);
                }
                at = answer.indexOf(mark, end + 1);
            }
        }
    }
}
