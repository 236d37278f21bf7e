package io.attune.pipeline.near;

/**
 * Disjoint sets whose root is always their smallest member, whatever the order of the unions (R. Tarjan, "Efficiency of a
 * good but not linear set union algorithm", 1975, with path halving).
 */
final class UnionFind {
    private final int[] parent;

    UnionFind(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    /** The smallest member of the set; changes nothing that another thread could see. */
    int root(int member) {
        int at = member;
        while (parent[at] != at) {
            at = parent[at];
        }
        return at;
    }

    /** Joins two sets, and whether they were two. Not while others read. */
    boolean join(int a, int b) {
        int x = halved(a);
        int y = halved(b);
        if (x == y) {
            return false;
        }
        parent[Math.max(x, y)] = Math.min(x, y);
        return true;
    }

    /** Points every member straight to its root. */
    int[] flatten() {
        for (int i = 0; i < parent.length; i++) {
            parent[i] = parent[parent[i]];
        }
        return parent;
    }

    private int halved(int member) {
        int at = member;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }
}
