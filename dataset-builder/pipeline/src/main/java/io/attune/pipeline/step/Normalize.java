package io.attune.pipeline.step;

import java.text.Normalizer;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.settings.Settings;
import io.attune.pipeline.text.Mojibake;

/**
 * Brings text to one form: Unicode NFC, lines ended by a line feed, no control characters, byte order marks or zero-width
 * spaces, no white space at the ends of lines and of the text. Words, case and inner spacing stay. Wrongly decoded UTF-8
 * is repaired ({@code mojibake: repair}, the default) or kept. What came out once comes out the same again.
 */
final class Normalize implements Step.OfExample {
    static final String NAME = "normalize";

    /** What happens to wrongly decoded UTF-8. */
    enum Decoding {
        REPAIR,
        KEEP
    }

    private final Decoding mojibake;

    private Normalize(Decoding mojibake) {
        this.mojibake = mojibake;
    }

    static Normalize of(Settings settings) {
        return new Normalize(settings.word("mojibake", Decoding.class, Decoding.REPAIR));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("mojibake", Settings.word(mojibake));
    }

    @Override
    public Verdict judge(Example example) {
        Example normal = example.mapTexts(mojibake == Decoding.REPAIR ? Normalize::repaired : Normalize::normalize);
        return normal.equals(example) ? Verdict.KEEP : new Verdict.Change(normal);
    }

    /** Composing and taking out characters can bring a wrong reading to light, so both go on until nothing changes. */
    static String repaired(String text) {
        if (NormalText.is(text)) {
            return text;
        }
        String normal = normalize(Mojibake.repair(Normalizer.normalize(text, Normalizer.Form.NFC)));
        while (Mojibake.score(normal) > 0) {
            normal = normalize(Mojibake.repair(normal));
        }
        return normal;
    }

    static String normalize(String text) {
        if (NormalText.is(text)) {
            return text;
        }
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
