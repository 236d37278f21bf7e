package io.attune.orchestrator.run;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a run has learned: at most one {@link Fact} of each kind. Immutable; its JSON form is an object by kind. */
public final class Facts {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    public static final Facts NONE = new Facts(new TreeMap<>(Comparator.comparing(Class::getSimpleName)));

    private final SortedMap<Class<? extends Fact>, Fact> byKind;

    private Facts(SortedMap<Class<? extends Fact>, Fact> byKind) {
        this.byKind = byKind;
    }

    public <F extends Fact> Optional<F> find(Class<F> kind) {
        return Optional.ofNullable(byKind.get(kind)).map(kind::cast);
    }

    /** A fact that the run's state implies. */
    public <F extends Fact> F get(Class<F> kind) {
        return find(kind).orElseThrow(
                () -> new IllegalStateException("A run in this state has a " + kind.getSimpleName()
                        + " and this one has not"));
    }

    public Facts with(Fact fact) {
        var copy = new TreeMap<>(byKind);
        copy.put(fact.getClass(), fact);
        return new Facts(copy);
    }

    public Facts without(Class<? extends Fact> kind) {
        var copy = new TreeMap<>(byKind);
        copy.remove(kind);
        return new Facts(copy);
    }

    String toJson() {
        ObjectNode out = JSON.createObjectNode();
        for (Map.Entry<Class<? extends Fact>, Fact> entry : byKind.entrySet()) {
            out.set(entry.getKey().getSimpleName(), JSON.<JsonNode>valueToTree(entry.getValue()));
        }
        return JSON.writeValueAsString(out);
    }

    static Facts fromJson(String json) {
        Facts facts = NONE;
        for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
            facts = facts.with((Fact) JSON.treeToValue(entry.getValue(), kind(entry.getKey())));
        }
        return facts;
    }

    private static Class<?> kind(String simpleName) {
        return Arrays.stream(Fact.class.getPermittedSubclasses()).filter(c -> c.getSimpleName().equals(
                simpleName)).findFirst().orElseThrow(() -> new IllegalStateException(
                        "A stored run has an unknown fact: " + simpleName));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Facts facts && byKind.equals(facts.byKind);
    }

    @Override
    public int hashCode() {
        return byKind.hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }
}
