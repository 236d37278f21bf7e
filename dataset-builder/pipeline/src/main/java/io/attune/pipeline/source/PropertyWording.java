package io.attune.pipeline.source;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.attune.kernel.metadata.ConfigurationProperty;
import org.jspecify.annotations.Nullable;

/** The words of questions and answers about properties. Pure functions. */
final class PropertyWording {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z`'\"])");
    private static final String CONDITION = "works like this:";
    private static final int SECOND_SENTENCE_MAX = 160;
    private static final int PASSAGE_DESCRIPTION_MAX = 220;
    private static final Set<String> CONJUNCTIONS = Set.of("whether", "how", "what", "where", "which");
    private static final Set<String> IMPERATIVES = Set.of("activate", "add", "allow", "auto-create", "cache", "collect",
            "configure", "create", "define", "disable", "enable", "exclude", "expose", "force", "include", "indicate",
            "initialize", "load", "override", "print", "propagate", "register", "require", "run", "send", "set", "show",
            "specify", "start", "suppress", "treat", "trigger", "use", "wait");
    private static final Set<String> THIRD_PERSON = Set.of("adds", "allows", "configures", "controls", "defines",
            "determines", "disables", "enables", "indicates", "sets", "specifies", "specify", "triggers");
    private static final Set<String> PLURAL_OR_MASS = Set.of("additional", "any", "extra", "other", "all");
    private static final Set<String> NAMES = Set.of("Jackson", "Kafka", "Hibernate", "Gson", "Tomcat", "Jetty",
            "Undertow",
            "Netty", "Redis", "Cassandra", "Flyway", "Liquibase", "Quartz", "Rabbit", "Spring", "Groovy", "Mustache",
            "Thymeleaf", "Java", "Kerberos", "Couchbase", "Elasticsearch", "Logback", "Graphite", "Infinispan",
            "Hazelcast", "Mongo", "Neo4j");

    private PropertyWording() {}

    /** A question and its reference answer. */
    record Pair(String question, String answer) {}

    /** What a property does: {@code verb} and the rest, as in "sets" + "the port". */
    private record Clause(String verb, String rest) {
        @Override
        public String toString() {
            return verb + " " + rest;
        }
    }

    static Pair whatDoesItDo(ConfigurationProperty property, int choice) {
        String name = quoted(property.name());
        String question = switch (choice % 4) {
            case 0 -> "What does " + name + " do?";
            case 1 -> "What is " + name + " for?";
            case 2 -> "What does the property " + name + " control?";
            default -> "Explain the property " + name + ".";
        };
        String description = String.valueOf(property.description());
        return new Pair(question, name + " " + clause(description) + "." + second(property, description));
    }

    /** Null where the description is a condition, which reads badly as a question. */
    static @Nullable Pair whichProperty(ConfigurationProperty property, int choice) {
        Clause clause = clause(String.valueOf(property.description()));
        if (clause.verb().equals(CONDITION)) {
            return null;
        }
        String question = switch (choice % 3) {
            case 0 -> "Which property " + clause + "?";
            case 1 -> "Name the property that " + clause + ".";
            default -> "What is the name of the property that " + clause + "?";
        };
        return new Pair(question, "Use " + quoted(property.name()) + ", which " + clause + ".");
    }

    static Pair whatType(String property, String type, int choice) {
        String name = quoted(property);
        String question = switch (choice % 3) {
            case 0 -> "What type is " + name + "?";
            case 1 -> "Which type of value does " + name + " take?";
            default -> "What kind of value does " + name + " expect?";
        };
        return new Pair(question, name + " takes a value of type " + quoted(type) + ".");
    }

    static Pair whatDefault(String property, String value, int choice) {
        String name = quoted(property);
        String question = switch (choice % 4) {
            case 0 -> "What is the default of " + name + "?";
            case 1 -> "What is the default value of " + name + "?";
            case 2 -> "Which value does " + name + " have by default?";
            default -> "What does " + name + " default to?";
        };
        return new Pair(question, name + " defaults to " + quoted(value) + ".");
    }

    /** A property as a passage of the knowledge base says it, on one line. */
    static String passage(ConfigurationProperty property) {
        StringBuilder passage = new StringBuilder(quoted(property.name())).append(':');
        if (property.description() != null) {
            String description = property.description();
            passage.append(' ').append(ended(description.length() <= PASSAGE_DESCRIPTION_MAX
                    ? description
                    : firstSentence(description)));
        }
        if (property.shortType() != null) {
            passage.append(" Type: ").append(property.shortType()).append('.');
        }
        String value = property.defaultValue();
        if (value != null && value.length() <= PASSAGE_DESCRIPTION_MAX) {
            passage.append(" Default: ").append(value).append('.');
        }
        return passage.toString();
    }

    static String firstSentence(String description) {
        return SENTENCE_END.split(description, 2)[0];
    }

    private static String second(ConfigurationProperty property, String description) {
        if (property.replacement() != null) {
            return " It is deprecated; use " + quoted(property.replacement()) + " instead.";
        }
        String[] sentences = SENTENCE_END.split(description, 3);
        return sentences.length > 1 && sentences[1].length() <= SECOND_SENTENCE_MAX ? " " + ended(sentences[1]) : "";
    }

    /** Turns a description's first sentence into what the property does. */
    private static Clause clause(String description) {
        String sentence = bare(firstSentence(description));
        int space = sentence.indexOf(' ');
        String first = space < 0 ? sentence : sentence.substring(0, space);
        String word = first.toLowerCase(Locale.ROOT);
        String rest = space < 0 ? "" : sentence.substring(space + 1);
        if (CONJUNCTIONS.contains(word) || (word.equals("when") && rest.startsWith("to "))) {
            return new Clause("sets", word + " " + rest);
        }
        if (THIRD_PERSON.contains(word) && !rest.isEmpty()) {
            return new Clause(word, rest);
        }
        if (IMPERATIVES.contains(word) && !rest.isEmpty()) {
            return new Clause("is used to", word + " " + rest);
        }
        if (word.equals("when") || word.equals("if") || word.equals("by")) {
            return new Clause(CONDITION, word + " " + rest);
        }
        return new Clause("sets", article(first, word) + (keepsCase(first) ? first : word)
                + (rest.isEmpty() ? "" : " " + rest));
    }

    private static String article(String first, String word) {
        if (word.equals("the") || word.equals("a") || word.equals("an") || PLURAL_OR_MASS.contains(word)) {
            return "";
        }
        if (word.equals("comma-separated") || word.equals("list")) {
            return "a ";
        }
        boolean plural = word.length() > 3 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us")
                && !word.endsWith("is") && !keepsCase(first);
        return plural ? "" : "the ";
    }

    /** Whether a sentence's first word is an abbreviation or a name. */
    private static boolean keepsCase(String word) {
        return NAMES.contains(word) || word.chars().skip(1).anyMatch(
                c -> Character.isUpperCase(c) || Character.isDigit(c) || c == '.');
    }

    private static String bare(String sentence) {
        String stripped = sentence.strip();
        return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    private static String ended(String sentence) {
        return bare(sentence) + ".";
    }

    private static String quoted(String text) {
        return "`" + text + "`";
    }
}
