package io.attune.retrieval.answer;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.attune.index.Fact;
import io.attune.index.Sentences;
import io.attune.index.Span;
import io.attune.retrieval.answer.Question.Attribute;

/** Puts the facts of one key into words. Pure. */
final class FactSentences {
    private static final String DEFAULT = "default";
    private static final String TYPE = "type";
    private static final String DESCRIPTION = "description";
    private static final String STATUS = "status";
    private static final String REPLACEMENT = "replacement";
    private static final String NAME = "name";
    private static final int OTHERS_MAX = 4;
    private static final Set<String> KNOWN = Set.of(DEFAULT, TYPE, DESCRIPTION, STATUS, REPLACEMENT, NAME, "reason",
            "java-type");

    private FactSentences() {}

    /** Answers what is asked of a key from the page that holds it. */
    static void say(Question question, String key, Page page, Composition answer) {
        if (page.isRemoved()) {
            sayRemoved(key, page, answer);
            return;
        }
        if (sayNamed(question, key, page, answer)) {
            return;
        }
        switch (question.attribute()) {
            case DEFAULT -> sayDefault(key, page, answer);
            case TYPE -> sayType(key, page, answer);
            case STATUS -> sayStatus(key, page, answer);
            case DESCRIPTION -> sayDescription(key, page, answer);
            case ANY -> sayAll(key, page, answer);
        }
        if (question.attribute() != Attribute.STATUS) {
            sayDeprecated(key, page, answer);
        }
    }

    /** What a key is about, for an answer that found it by its meaning. */
    static void sayDescription(String key, Page page, Composition answer) {
        page.fact(key, DESCRIPTION).ifPresentOrElse(
                fact -> answer.say("`" + key + "`: " + fact.value(), page, page.line(fact.span())),
                () -> sayFirstOf(key, page, answer));
    }

    private static void sayRemoved(String key, Page page, Composition answer) {
        Span head = page.head();
        List<Span> sentences = Sentences.of(page.text()).stream().filter(head::contains).toList();
        boolean saysSo = page.fact(key, STATUS).isPresent() && !sentences.isEmpty();
        answer.say(saysSo ? head.in(page.text()) : "`" + key + "` was removed.", page, head);
        page.fact(key, REPLACEMENT).ifPresentOrElse(
                fact -> answer.say("Its replacement is " + code(fact) + ".", page, page.line(fact.span())),
                () -> page.fact(key, "reason").ifPresent(fact -> answer.say(sentence(fact.value()), page, page.line(
                        fact.span()))));
    }

    /** Facts with attributes of the knowledge base's own, when the question names one of them. */
    private static boolean sayNamed(Question question, String key, Page page, Composition answer) {
        String words = question.text().toLowerCase(Locale.ROOT);
        boolean said = false;
        for (Fact fact : page.revision().facts()) {
            String attribute = fact.attribute().toLowerCase(Locale.ROOT);
            if (fact.key().equals(key) && !KNOWN.contains(attribute)
                    && words.contains(attribute.replace('-', ' ').replace('_', ' '))) {
                sayFact(fact, page, answer);
                said = true;
            }
        }
        return said;
    }

    private static void sayDefault(String key, Page page, Composition answer) {
        page.fact(key, DEFAULT).ifPresentOrElse(fact -> sayFact(fact, page, answer),
                () -> answer.say("`" + key + "` is documented, but no default is given for it.", page, page.head()));
    }

    private static void sayType(String key, Page page, Composition answer) {
        page.fact(key, TYPE).ifPresentOrElse(fact -> {
            String java = page.fact(key, "java-type").map(full -> " (" + full.value() + ")").orElse("");
            answer.say("The type of `" + key + "` is " + code(fact) + java + ".", page, page.line(fact.span()));
            page.fact(key, "java-type").ifPresent(full -> answer.citeAlso(page, page.line(full.span())));
        }, () -> answer.say("`" + key + "` is documented, but no type is given for it.", page, page.head()));
    }

    private static void sayStatus(String key, Page page, Composition answer) {
        if (page.fact(key, STATUS).isPresent()) {
            sayDeprecated(key, page, answer);
        } else {
            answer.say("`" + key + "` is documented and neither deprecated nor removed.", page, page.head());
        }
    }

    private static void sayDeprecated(String key, Page page, Composition answer) {
        page.fact(key, STATUS).ifPresent(fact -> {
            answer.say("`" + key + "` is " + fact.value() + ".", page, page.line(fact.span()));
            page.fact(key, REPLACEMENT).ifPresent(replacement -> answer.say("Its replacement is " + code(replacement)
                    + ".", page, page.line(replacement.span())));
        });
    }

    private static void sayAll(String key, Page page, Composition answer) {
        sayDescription(key, page, answer);
        page.fact(key, TYPE).ifPresent(fact -> sayFact(fact, page, answer));
        page.fact(key, DEFAULT).ifPresent(fact -> sayFact(fact, page, answer));
        page.revision().facts().stream().filter(fact -> fact.key().equals(key) && !KNOWN.contains(
                fact.attribute().toLowerCase(Locale.ROOT))).limit(OTHERS_MAX).forEach(fact -> sayFact(fact, page,
                        answer));
    }

    private static void sayFirstOf(String key, Page page, Composition answer) {
        Span first = page.revision().facts().stream().filter(fact -> fact.key().equals(key)).map(
                Fact::span).findFirst().orElse(page.head());
        Span line = page.line(first);
        answer.say(sentence(line.in(page.text())), page, line);
    }

    private static void sayFact(Fact fact, Page page, Composition answer) {
        answer.say("The " + fact.attribute() + " of `" + fact.key() + "` is " + code(fact) + ".", page,
                page.line(fact.span()));
    }

    private static String code(Fact fact) {
        String value = fact.value().indexOf('`') < 0 ? "`" + fact.value() + "`" : fact.value();
        return fact.unit() == null ? value : value + " " + fact.unit();
    }

    private static String sentence(String words) {
        return words.matches("(?s).*[.!?]") ? words : words + ".";
    }
}
