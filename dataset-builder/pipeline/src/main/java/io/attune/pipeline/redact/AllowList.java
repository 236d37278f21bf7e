package io.attune.pipeline.redact;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Values that stay: exact ones, compared without case, and whole domains of mail written {@code @example.org}, with their
 * sub-domains.
 */
final class AllowList {
    private final Set<String> values = new HashSet<>();
    private final Set<String> domains = new HashSet<>();

    AllowList(List<String> entries) {
        for (String entry : entries) {
            String lower = entry.strip().toLowerCase(Locale.ROOT);
            if (lower.startsWith("@")) {
                domains.add(lower.substring(1));
            } else {
                values.add(lower);
            }
        }
    }

    boolean isEmpty() {
        return values.isEmpty() && domains.isEmpty();
    }

    boolean has(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (values.contains(lower)) {
            return true;
        }
        int at = lower.lastIndexOf('@');
        for (int i = at; at >= 0 && i >= 0; i = lower.indexOf('.', i + 1)) {
            if (domains.contains(lower.substring(i + 1))) {
                return true;
            }
        }
        return false;
    }
}
