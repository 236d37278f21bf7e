package io.attune.retrieval.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.provider.ChatMessage;
import io.attune.retrieval.answer.Question.Attribute;

/** Reads names and the wanted attribute out of a question. Pure. */
final class QuestionReader {
    private static final Pattern BACKTICKS = Pattern.compile("`([^`\\n]{1,200})`");
    private static final Pattern DOTTED = Pattern.compile(
            "(?<![\\w@/.`-])[A-Za-z][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_*\\[\\]-]+)+");
    private static final Pattern ENVIRONMENT = Pattern.compile("(?<![\\w.])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?!\\w)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w\\[\\]*-]*(?:[._-][\\w\\[\\]*-]+)+");
    private static final Set<String> ABBREVIATIONS = Set.of("e.g", "i.e", "a.m", "p.m", "u.s");

    private static final Pattern DEFAULT = Pattern.compile("\\bdefault(s|ed)?\\b|\\bout of the box\\b");
    private static final Pattern TYPE = Pattern.compile(
            "\\b(data ?)?types?\\b|\\bkind of value|\\b(which|what) values?\\b(?! by default)|\\bvalue does .* (take|accept)");
    private static final Pattern STATUS = Pattern.compile(
            "\\breplac|\\bremoved?\\b|\\bdeprecat|\\bstill\\b|\\bexists?\\b"
                    + "|\\brenamed\\b|\\binstead of\\b|\\bgone\\b|\\bsupported\\b|\\bavailable\\b");
    private static final Pattern DESCRIPTION = Pattern.compile("\\bwhat (does|do|is|are)\\b|\\bpurpose\\b|\\bmeans?\\b"
            + "|\\bdescribe\\b|\\bexplain\\b|\\bused for\\b|\\bwhat .*\\bfor\\b|\\bcontrols?\\b");
    private static final Pattern BACK_REFERENCE = Pattern.compile("\\b(it|its|that|this|the property|the setting)\\b");
    private static final String QUESTION_MARK = "\n\nQuestion: ";

    private QuestionReader() {}

    /** The last user message's question; one that speaks of "it" means the names of the user message before. */
    static Question read(List<ChatMessage> messages) {
        List<String> said = messages.stream().filter(message -> message.role() == ChatMessage.Role.USER).map(
                message -> bare(message.content())).toList();
        if (said.isEmpty()) {
            return new Question("", List.of(), List.of(), Attribute.ANY);
        }
        Question question = read(said.getLast());
        boolean refersBack = question.names().isEmpty() && said.size() > 1
                && BACK_REFERENCE.matcher(question.text().toLowerCase(Locale.ROOT)).find();
        if (!refersBack) {
            return question;
        }
        Question before = read(said.get(said.size() - 2));
        return new Question(question.text(), before.names(), before.marked(), question.attribute());
    }

    /** One message's question. */
    static Question read(String text) {
        Set<String> names = new LinkedHashSet<>();
        List<String> marked = new ArrayList<>();
        Matcher quoted = BACKTICKS.matcher(text);
        while (quoted.find()) {
            String inside = quoted.group(1).strip();
            if (!inside.isEmpty() && names.add(inside) && !NAME.matcher(inside).matches()) {
                marked.add(inside);
            }
        }
        String rest = BACKTICKS.matcher(text).replaceAll(" ");
        addAll(DOTTED.matcher(rest), names);
        addAll(ENVIRONMENT.matcher(rest), names);
        String words = DOTTED.matcher(ENVIRONMENT.matcher(rest).replaceAll(" ")).replaceAll(" ");
        return new Question(text, List.copyOf(names), marked, attribute(words.toLowerCase(Locale.ROOT)));
    }

    private static void addAll(Matcher matcher, Set<String> names) {
        while (matcher.find()) {
            String name = matcher.group().replaceAll("[-_*.]+$", "");
            if (name.indexOf('.') + name.indexOf('_') > 0 && !ABBREVIATIONS.contains(name.toLowerCase(Locale.ROOT))) {
                names.add(name);
            }
        }
    }

    private static Attribute attribute(String words) {
        if (DEFAULT.matcher(words).find()) {
            return Attribute.DEFAULT;
        }
        if (TYPE.matcher(words).find()) {
            return Attribute.TYPE;
        }
        if (STATUS.matcher(words).find()) {
            return Attribute.STATUS;
        }
        return DESCRIPTION.matcher(words).find() ? Attribute.DESCRIPTION : Attribute.ANY;
    }

    /** A question that comes with a context of its own is asked without it: only this knowledge base is cited. */
    private static String bare(String content) {
        int mark = content.startsWith("Context:") ? content.lastIndexOf(QUESTION_MARK) : -1;
        return mark < 0 ? content : content.substring(mark + QUESTION_MARK.length());
    }
}
