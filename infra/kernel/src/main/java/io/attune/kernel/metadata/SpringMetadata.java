package io.attune.kernel.metadata;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problems;
import io.attune.kernel.metadata.ConfigurationProperty.Deprecation;

/**
 * All properties that a set of jars documents, one per name, sorted by name. Immutable. Groups and hints are left out.
 *
 * <p>A name that several jars document is one property: what the first jar (by artifact) does not say is taken from the
 * next, so the order in which jars are given changes nothing. An entry that says "removed" yields to one that is alive.
 */
public final class SpringMetadata {
    private final SortedMap<String, ConfigurationProperty> byName;

    private SpringMetadata(SortedMap<String, ConfigurationProperty> byName) {
        this.byName = byName;
    }

    /**
     * Reads jars whose file names are {@code artifact-version.jar}.
     *
     * @throws InvalidInputException naming every jar that is missing, unreadable or without metadata, and every entry
     *     that is malformed
     */
    public static SpringMetadata ofJars(List<Path> jars) {
        Problems problems = new Problems();
        List<ConfigurationProperty> all = jars.stream().flatMap(jar -> MetadataReader.readJar(jar,
                problems).stream()).toList();
        problems.throwIfAny("The configuration metadata of " + jars.size() + " jars");
        return of(all);
    }

    /**
     * Reads the text of one {@code spring-configuration-metadata.json}.
     *
     * @param json UTF-8
     * @throws InvalidInputException when it is not metadata, naming every place
     */
    public static SpringMetadata parse(byte[] json, String artifact, String version) {
        Problems problems = new Problems();
        String place = artifact + "-" + version + "!/" + MetadataReader.ENTRY;
        List<ConfigurationProperty> read = MetadataReader.read(json, place, artifact, version, problems);
        problems.throwIfAny("The configuration metadata of " + artifact + " " + version);
        return of(read);
    }

    /** Joins properties from any source; the rule for one name in several artifacts is the class's. */
    public static SpringMetadata of(Collection<ConfigurationProperty> properties) {
        TreeMap<String, ConfigurationProperty> byName = new TreeMap<>();
        properties.stream().sorted(MERGE_ORDER).forEach(p -> byName.merge(p.name(), p, SpringMetadata::fill));
        return new SpringMetadata(byName);
    }

    /** Every property, sorted by name. */
    public List<ConfigurationProperty> properties() {
        return List.copyOf(byName.values());
    }

    public Optional<ConfigurationProperty> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public int size() {
        return byName.size();
    }

    private static final Comparator<ConfigurationProperty> MERGE_ORDER = Comparator.comparing(
            ConfigurationProperty::isRemoved).thenComparing(ConfigurationProperty::artifact).thenComparing(
                    ConfigurationProperty::version).thenComparing(ConfigurationProperty::toString);

    private static ConfigurationProperty fill(ConfigurationProperty first, ConfigurationProperty next) {
        if (first.isRemoved() != next.isRemoved()) {
            return first;
        }
        Deprecation deprecation = first.deprecation() != null ? first.deprecation() : next.deprecation();
        return new ConfigurationProperty(first.name(), first.type() != null ? first.type() : next.type(),
                first.description() != null ? first.description() : next.description(),
                first.defaultValue() != null ? first.defaultValue() : next.defaultValue(), deprecation,
                first.sourceType() != null ? first.sourceType() : next.sourceType(), first.artifact(),
                first.version());
    }
}
