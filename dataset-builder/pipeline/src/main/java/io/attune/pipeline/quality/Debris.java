package io.attune.pipeline.quality;

import java.util.Locale;
import java.util.Set;

/** What was left of the page or the template an answer was taken from: tags and entities, navigation, open variables. */
final class Debris {
    private static final Set<String> TAGS = Set.of("a", "b", "br", "div", "em", "font", "h1", "h2", "h3", "h4", "hr",
            "i", "iframe", "img", "li", "ol", "p", "script", "span", "strong", "style", "table", "tbody", "td", "th",
            "tr", "u", "ul");
    private static final Set<String> ENTITIES = Set.of("amp", "lt", "gt", "quot", "nbsp", "apos", "rsquo", "lsquo",
            "rdquo", "ldquo", "ndash", "mdash", "hellip", "copy", "reg", "euro", "bull");
    private static final Set<String> NAVIGATION = Set.of("skip to main content", "skip to content",
            "skip to navigation", "jump to navigation", "back to top", "all rights reserved", "all rights reserved.",
            "share on facebook", "share on twitter", "share this article", "share this page", "read more", "read more…",
            "read more...", "related articles", "table of contents", "previous article", "next article",
            "toggle navigation", "accept all cookies", "accept cookies", "cookie settings", "sign in | register",
            "log in | sign up", "print this page", "was this article helpful?", "was this page helpful?",
            "zum hauptinhalt springen", "zum inhalt springen", "nach oben", "alle rechte vorbehalten",
            "aller au contenu principal", "haut de page", "tous droits réservés", "ir al contenido principal",
            "volver arriba", "todos los derechos reservados");
    private static final String[] MARKERS = {"[citation needed]", "[edit]", "[edit source]", "[clarification needed]"};
    private static final Set<String> MARKUP_TALK = Set.of("html", "xml", "markup", "css", "jsx", "svg", "<", "tag",
            "template", "entity", "entities", "web page", "webpage");
    private static final Set<String> TEMPLATE_TALK = Set.of("{{", "${", "<%", "template", "placeholder", "variable",
            "mustache", "handlebars", "jinja", "liquid", "thymeleaf", "expression", "helm", "interpolat");

    private Debris() {}

    /** @param prose the answer without its code */
    static void score(String prose, Subject subject, Scores.Builder scores) {
        boolean angle = prose.indexOf('<') >= 0 || prose.indexOf('&') >= 0;
        scores.raise("markup", angle && !mentions(subject, MARKUP_TALK) ? tags(prose) + entities(prose) : 0,
                "tags and entities");
        scores.raise("navigation", navigation(prose), "lines of a page's frame");
        boolean open = prose.contains("{{") || prose.contains("${") || prose.contains("<%");
        scores.raise("templateVariables", open && !mentions(subject, TEMPLATE_TALK) ? variables(prose) : 0, "");
    }

    private static boolean mentions(Subject subject, Set<String> words) {
        return words.stream().anyMatch(subject.asked()::contains);
    }

    private static int tags(String prose) {
        int tags = 0;
        for (int at = prose.indexOf('<'); at >= 0; at = prose.indexOf('<', at + 1)) {
            int start = at + 1 < prose.length() && prose.charAt(at + 1) == '/' ? at + 2 : at + 1;
            int end = start;
            while (end < prose.length() && end - start < 8 && Character.isLetterOrDigit(prose.charAt(end))) {
                end++;
            }
            if (end < prose.length() && TAGS.contains(prose.substring(start, end).toLowerCase(Locale.ROOT))
                    && " \t\n/>".indexOf(prose.charAt(end)) >= 0) {
                tags++;
            }
        }
        return tags;
    }

    private static int entities(String prose) {
        int entities = 0;
        for (int at = prose.indexOf('&'); at >= 0; at = prose.indexOf('&', at + 1)) {
            int end = at + 1;
            while (end < prose.length() && end - at <= 8 && prose.charAt(end) != ';') {
                end++;
            }
            if (end < prose.length() && prose.charAt(end) == ';') {
                String name = prose.substring(at + 1, end);
                entities += ENTITIES.contains(name) || name.matches("#(x[0-9a-fA-F]{1,6}|[0-9]{1,6})") ? 1 : 0;
            }
        }
        return entities;
    }

    private static int navigation(String prose) {
        int found = 0;
        for (int i = 0; i < MARKERS.length && prose.indexOf('[') >= 0; i++) {
            found += prose.contains(MARKERS[i]) ? 1 : 0;
        }
        for (int start = 0; start <= prose.length();) {
            int end = prose.indexOf('\n', start);
            end = end < 0 ? prose.length() : end;
            if (end - start <= 40 && end - start >= 8 && NAVIGATION.contains(
                    prose.substring(start, end).strip().toLowerCase(Locale.ROOT))) {
                found++;
            }
            start = end + 1;
        }
        return found;
    }

    /** {@code {{name}}}, <code>${name}</code> and {@code <%= name %>}. */
    private static int variables(String prose) {
        return closed(prose, "{{", "}}") + closed(prose, "${", "}") + closed(prose, "<%", "%>");
    }

    private static int closed(String prose, String open, String close) {
        int found = 0;
        for (int at = prose.indexOf(open); at >= 0; at = prose.indexOf(open, at + 2)) {
            int end = prose.substring(at, Math.min(prose.length(), at + 80)).indexOf(close, 2);
            found += end > 2 ? 1 : 0;
        }
        return found;
    }
}
