package io.attune.pipeline.generate;

/** What a record is. */
public enum Shape {
    /** OpenAI chat: {@code {"messages": […], "tools": […], "metadata": {…}}}. */
    CONVERSATIONS,
    /** OpenAI preference: {@code {"input": {"messages": […]}, "preferred_output": […], "non_preferred_output": […]}}. */
    PREFERENCES
}
