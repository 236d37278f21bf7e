package io.attune.orchestrator.notify;

import java.util.Map;

import io.attune.kernel.ProjectId;

/**
 * Something that happened. Holds nothing secret or personal.
 *
 * @param event its kind, such as {@code schedule.missed}
 * @param occasion names this one of its kind within the project, so that it is told once
 * @param subject what it is about, such as a recipe's name
 * @param words for people
 * @param data for programs
 */
public record Notice(ProjectId project, String event, String occasion, String subject, String words,
        Map<String, String> data) {
    public Notice {
        data = Map.copyOf(data);
    }
}
