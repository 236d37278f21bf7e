package io.attune.pipeline;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The facts about a record: a few names and values in one array, sorted by name, in a third of the heap that a tree takes.
 * Looking one up goes through all of them. Immutable.
 */
@SuppressWarnings("JdkObsolete") // what a NavigableMap can do more nobody asks of so few entries
public final class Attributes extends AbstractMap<String, String> implements SortedMap<String, String> {
    private static final Attributes NONE = new Attributes(new String[0]);

    /** Each name and behind it its value. */
    private final String[] entries;

    private Attributes(String[] entries) {
        this.entries = entries;
    }

    /** The same entries; what is immutable already is taken as it is. */
    public static Attributes of(Map<String, String> map) {
        if (map instanceof Attributes same) {
            return same;
        }
        String[] entries = new String[2 * map.size()];
        int length = 0;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            length = insert(entries, length, entry.getKey(), entry.getValue());
        }
        return entries.length == 0 ? NONE : new Attributes(entries);
    }

    /**
     * From names and values in turn.
     *
     * @param entries no name stands there twice
     */
    public static Attributes of(String... entries) {
        String[] sorted = new String[entries.length];
        int length = 0;
        for (int i = 0; i < entries.length; i += 2) {
            length = insert(sorted, length, entries[i], entries[i + 1]);
        }
        return entries.length == 0 ? NONE : new Attributes(sorted);
    }

    private static int insert(String[] entries, int length, String name, String value) {
        int at = length;
        while (at > 0 && entries[at - 2].compareTo(name) > 0) {
            at -= 2;
        }
        if (at > 0 && entries[at - 2].equals(name)) {
            throw new IllegalArgumentException("The attribute '" + name + "' stands there twice");
        }
        System.arraycopy(entries, at, entries, at + 2, length - at);
        entries[at] = name;
        entries[at + 1] = value;
        return length + 2;
    }

    @Override
    public @Nullable String get(@Nullable Object name) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i].equals(name)) {
                return entries[i + 1];
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public int size() {
        return entries.length / 2;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, String>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return Attributes.this.size();
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<String, String>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < entries.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            at += 2;
            return Map.entry(entries[at - 2], entries[at - 1]);
        }
    }

    @Override
    public @Nullable Comparator<? super String> comparator() {
        return null;
    }

    @Override
    public SortedMap<String, String> subMap(String from, String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).subMap(from, to));
    }

    @Override
    public SortedMap<String, String> headMap(String to) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).headMap(to));
    }

    @Override
    public SortedMap<String, String> tailMap(String from) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(this).tailMap(from));
    }

    @Override
    public String firstKey() {
        return key(0);
    }

    @Override
    public String lastKey() {
        return key(entries.length - 2);
    }

    private String key(int at) {
        if (entries.length == 0) {
            throw new NoSuchElementException("There are no attributes");
        }
        return entries[at];
    }
}
