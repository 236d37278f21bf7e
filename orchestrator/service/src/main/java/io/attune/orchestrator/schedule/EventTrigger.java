package io.attune.orchestrator.schedule;

import java.util.Map;
import java.util.Optional;

import io.attune.orchestrator.recipe.StoredRecipe;

/**
 * Something that may happen and be a reason to train: the plug of further triggers. A bean of this type is asked now and then
 * for every recipe whose schedule names its event; what is done about an answer, and that it is done once, is not its care.
 */
public interface EventTrigger {

    /** The event's name in recipes. */
    String event();

    /**
     * Whether it has happened. May ask services outside; is called outside of transactions.
     *
     * @param settings what the recipe says beside the event's name
     */
    Optional<Occasion> look(StoredRecipe recipe, Map<String, String> settings);

    /**
     * That it has happened.
     *
     * @param key names this occasion and no other, so that it counts once: 1 to 100 characters
     * @param words for people, naming the figures
     */
    record Occasion(String key, String words) {}
}
