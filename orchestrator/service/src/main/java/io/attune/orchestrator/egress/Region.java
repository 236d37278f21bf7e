package io.attune.orchestrator.egress;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where a vendor keeps and works on data, in the vendor's own word, such as {@code eu-central-1}, {@code swedencentral} or
 * {@code us}.
 *
 * @param name lower case; empty when nobody said
 */
public record Region(String name) {
    private static final List<String> US = List.of("eastus", "eastus2", "westus", "westus2", "westus3", "centralus",
            "northcentralus", "southcentralus", "westcentralus");
    private static final List<String> EU = List.of("westeurope", "northeurope", "swedencentral", "francecentral",
            "germanywestcentral", "italynorth", "polandcentral", "spaincentral", "datazoneeu");
    /** London and Zurich: named like the others, and not of the European Union. */
    private static final Set<String> NOT_EU = Set.of("eu-west-2", "eu-central-2", "europe-west2", "europe-west6");

    public Region {
        name = name.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether it lies within an area: the same word, a word that this one begins with before a hyphen or digit ({@code us} for
     * {@code us-east-1}), or {@code us} and {@code eu} for the regions of the large clouds. Unknown lies within nothing.
     */
    public boolean isWithin(String area) {
        String wanted = area.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || wanted.isEmpty()) {
            return false;
        }
        if (name.equals(wanted)) {
            return true;
        }
        return switch (wanted) {
            case "us" -> name.startsWith("us-") || US.contains(name);
            case "eu" -> !NOT_EU.contains(name) && (name.startsWith("eu-") || name.startsWith("europe-") || EU.contains(
                    name));
            default -> name.startsWith(wanted + "-");
        };
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "an unknown region" : name;
    }
}
