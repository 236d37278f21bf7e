package io.attune.pipeline.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** From ISO 639-3 to BCP 47, and which languages a detector mistakes for each other. */
final class LanguageTags {
    /** Single languages of a macrolanguage that has a two-letter code (ISO 639-3, macrolanguage mappings). */
    private static final Map<String, String> OF_MACROLANGUAGE = Map.ofEntries(Map.entry("cmn", "zh"),
            Map.entry("ekk", "et"), Map.entry("lvs", "lv"), Map.entry("pes", "fa"), Map.entry("plt", "mg"),
            Map.entry("nob", "nb"), Map.entry("nno", "nn"), Map.entry("uzn", "uz"), Map.entry("khk", "mn"),
            Map.entry("swh", "sw"), Map.entry("arb", "ar"), Map.entry("azj", "az"), Map.entry("zsm", "ms"));
    private static final Map<String, String> TWO_LETTERS = twoLetters();
    private static final List<Set<String>> ALIKE = List.of(Set.of("da", "nb", "nn", "no", "sv", "fo"),
            Set.of("hr", "sr", "bs", "sl"), Set.of("cs", "sk"), Set.of("id", "ms", "jv", "su", "min"),
            Set.of("es", "pt", "gl", "ast", "ca", "oc"), Set.of("de", "lb", "gsw", "nds", "nl", "fy", "af"),
            Set.of("bg", "mk", "ru", "uk", "be"), Set.of("tr", "az"), Set.of("hi", "mr", "ne"), Set.of("fr", "oc",
                    "ca"),
            Set.of("it", "co", "scn", "la"), Set.of("zh", "nan"), Set.of("fa", "pnb", "ur"), Set.of("tl", "ceb",
                    "war"));

    private LanguageTags() {}

    /** The shortest tag there is for an ISO 639-3 code. */
    static String of(String iso3) {
        String macro = OF_MACROLANGUAGE.get(iso3);
        return macro != null ? macro : TWO_LETTERS.getOrDefault(iso3, iso3);
    }

    static boolean areAlike(String a, String b) {
        return a.equals(b) || ALIKE.stream().anyMatch(set -> set.contains(a) && set.contains(b));
    }

    private static Map<String, String> twoLetters() {
        Map<String, String> map = new HashMap<>();
        for (String two : Locale.getISOLanguages()) {
            map.put(Locale.of(two).getISO3Language(), Locale.of(two).toLanguageTag());
        }
        return map;
    }
}
