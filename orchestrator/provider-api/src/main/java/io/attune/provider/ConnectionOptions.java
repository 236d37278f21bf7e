package io.attune.provider;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.attune.kernel.Problems;

/**
 * What a connection needs beyond an address and a credential, by name; each adapter says which names it knows.
 *
 * @param values plain settings, such as {@code flavour} or {@code region}
 * @param secrets further credentials, read each time they are needed and never kept
 */
public record ConnectionOptions(Map<String, String> values, Map<String, Supplier<String>> secrets) {
    /** No options. */
    public static final ConnectionOptions NONE = new ConnectionOptions(Map.of(), Map.of());

    public ConnectionOptions {
        values = Map.copyOf(values);
        secrets = Map.copyOf(secrets);
    }

    /** Plain settings alone. */
    public static ConnectionOptions of(Map<String, String> values) {
        return new ConnectionOptions(values, Map.of());
    }

    /** A setting; empty when it is absent or blank. */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A further credential, read now; empty when it is absent or blank. */
    public Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name)).map(Supplier::get).map(String::strip).filter(
                value -> !value.isEmpty());
    }

    /** Adds a problem for each setting and secret whose name an adapter does not know, naming those it does. */
    public void requireKnown(Collection<String> knownValues, Collection<String> knownSecrets, Problems problems) {
        report("option", values.keySet(), knownValues, problems);
        report("secret", secrets.keySet(), knownSecrets, problems);
    }

    private static void report(String what, Collection<String> given, Collection<String> known, Problems problems) {
        for (String name : new TreeSet<>(given)) {
            if (!known.contains(name)) {
                problems.add(name, 0, "there is no " + what + " '" + name + "'",
                        known.isEmpty()
                                ? "Leave it out."
                                : "Known are: " + String.join(", ", List.copyOf(known)) + ".");
            }
        }
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return new TreeMap<>(values).toString();
    }
}
