package io.attune.kernel.metadata;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One documented property.
 *
 * @param name the whole key in kebab case, such as {@code server.shutdown}
 * @param type the Java type as the metadata gives it, such as {@code java.util.List<java.lang.String>}, or null
 * @param description what it does, in the authors' words with white space collapsed, or null
 * @param defaultValue the default as a person would write it into a properties file (an array's elements joined with
 *     {@code ","}, an empty array or text is null), or null when the metadata names none
 * @param deprecation set when the property is deprecated or removed
 * @param sourceType the class that declares it, or null
 * @param artifact the jar's artifact, such as {@code spring-boot-autoconfigure}
 * @param version the jar's version, such as {@code 2.7.18}
 */
public record ConfigurationProperty(String name, @Nullable String type, @Nullable String description,
        @Nullable String defaultValue, @Nullable Deprecation deprecation, @Nullable String sourceType, String artifact,
        String version) {
    private static final Pattern PACKAGE = Pattern.compile("(?:[a-z][A-Za-z0-9_]*\\.)+");

    /**
     * That and why a property should not be used.
     *
     * @param level warning: still works; error: removed, no longer read
     * @param reason in the authors' words, or null
     * @param replacement the property to use instead, or null
     */
    public record Deprecation(Level level, @Nullable String reason, @Nullable String replacement) {}

    /** How far a deprecation has gone. */
    public enum Level {
        WARNING,
        ERROR
    }

    /** Whether the property is only listed to say that it is gone: it is no longer read. */
    public boolean isRemoved() {
        return deprecation != null && deprecation.level() == Level.ERROR;
    }

    /** The property that takes this one's place, or null when none is named. */
    public @Nullable String replacement() {
        return deprecation == null ? null : deprecation.replacement();
    }

    /** The type without packages and outer classes, such as {@code List<String>}, or null. */
    public @Nullable String shortType() {
        if (type == null) {
            return null;
        }
        String bare = PACKAGE.matcher(type).replaceAll("");
        StringBuilder out = new StringBuilder();
        int word = 0;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '$') {
                out.setLength(word);
            } else {
                out.append(c);
                if (!Character.isJavaIdentifierPart(c) && c != '.') {
                    word = out.length();
                }
            }
        }
        return out.toString().replace(",", ", ").replace(",  ", ", ");
    }
}
