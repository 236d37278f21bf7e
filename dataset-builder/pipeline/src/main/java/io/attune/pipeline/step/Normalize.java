package io.attune.pipeline.step;

import java.text.Normalizer;
import java.util.Map;

import io.attune.pipeline.Example;

/**
 * Brings text to one form: Unicode NFC, lines ended by a line feed, no control characters, byte order marks or zero-width
 * spaces, no white space at the ends of lines and of the text. Words, case and inner spacing stay.
 */
final class Normalize implements Step.OfExample {
    static final String NAME = "normalize";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }

    @Override
    public Verdict judge(Example example) {
        Example normal = example.mapTexts(Normalize::normalize);
        return normal.equals(example) ? Verdict.KEEP : new Verdict.Change(normal);
    }

    static String normalize(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder out = new StringBuilder(composed.length());
        int keep = 0;
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            boolean alone = i + 1 == composed.length() || composed.charAt(i + 1) != '\n';
            if (c == '\n' || (c == '\r' && alone)) {
                out.setLength(keep);
                out.append('\n');
                keep = out.length();
            } else if (c == '\u00a0' || c == '\t' || c == ' ') {
                out.append(c == '\t' ? '\t' : ' ');
            } else if (!Character.isISOControl(c) && c != '\ufeff' && c != '\u200b') {
                out.append(c);
                keep = out.length();
            }
        }
        out.setLength(keep);
        return Normalizer.normalize(out.toString().strip(), Normalizer.Form.NFC);
    }
}
