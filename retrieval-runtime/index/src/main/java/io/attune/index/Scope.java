package io.attune.index;

import java.util.regex.Pattern;

import io.attune.kernel.ProjectId;

/**
 * Whose knowledge: one knowledge base of one project.
 *
 * @param knowledgeBase 1 to 63 lower-case letters, digits and hyphens, beginning with a letter
 */
public record Scope(ProjectId project, String knowledgeBase) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public Scope {
        if (!NAME.matcher(knowledgeBase).matches()) {
            throw new IllegalArgumentException("A knowledge base's name is 1 to 63 lower-case letters, digits and"
                    + " hyphens, beginning with a letter, and not '" + knowledgeBase + "'");
        }
    }

    /** The form {@code project/knowledge-base}. */
    @Override
    public String toString() {
        return project + "/" + knowledgeBase;
    }
}
