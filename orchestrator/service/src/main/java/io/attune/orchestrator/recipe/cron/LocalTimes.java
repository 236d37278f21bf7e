package io.attune.orchestrator.recipe.cron;

import java.time.LocalDateTime;
import java.util.Optional;

/** Which local times a line means, whatever the zone. Immutable. */
interface LocalTimes {

    /** The first strictly after another; empty when there is none. */
    Optional<LocalDateTime> next(LocalDateTime after);

    /** In English. */
    String inWords();
}
