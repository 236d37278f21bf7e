package io.attune.pipeline.step;

import java.text.Normalizer;

/** Texts without the differences that white space makes. */
final class Spacing {
    private Spacing() {}

    /** NFC, each run of white space one space, none at the ends. */
    static String folded(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder out = new StringBuilder(composed.length());
        boolean gap = false;
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = true;
            } else {
                if (gap && !out.isEmpty()) {
                    out.append(' ');
                }
                gap = false;
                out.append(c);
            }
        }
        return out.toString();
    }
}
