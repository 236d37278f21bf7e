package io.attune.orchestrator.egress;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A rule of a project. It speaks of a transfer when all of its conditions hold; one that denies wins over one that allows.
 *
 * @param name by which refusals name it
 * @param dataClasses empty for every class
 * @param regions empty for everywhere
 * @param connections empty for every connection
 * @param retentionDaysMax what the vendor may keep at most after a delete, null for any; a connection whose terms say
 *     nothing does not meet it
 * @param reason why it stands, for those who meet it; may be empty
 */
public record EgressRule(String name, Effect effect, Set<Classification> dataClasses, List<String> regions,
        List<String> connections, @Nullable Integer retentionDaysMax, String reason) {

    /** What follows when a rule speaks. */
    public enum Effect {
        ALLOW,
        DENY
    }

    public EgressRule {
        dataClasses = Set.copyOf(dataClasses);
        regions = List.copyOf(regions);
        connections = List.copyOf(connections);
    }

    boolean speaksOf(Classification classification, Destination to) {
        boolean data = dataClasses.isEmpty() || dataClasses.contains(classification);
        boolean region = regions.isEmpty() || regions.stream().anyMatch(to.region()::isWithin);
        boolean connection = connections.isEmpty() || connections.contains(to.connection());
        boolean retention = retentionDaysMax == null || (to.retention() != null
                && to.retention().toDays() <= retentionDaysMax);
        return data && region && connection && retention;
    }
}
