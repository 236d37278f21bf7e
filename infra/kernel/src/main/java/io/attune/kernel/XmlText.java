package io.attune.kernel;

/** Text from anywhere as XML 1.0 can have it (W3C, Extensible Markup Language, fifth edition, section 2.2). */
public final class XmlText {
    private static final int PICTURES = 0x2400;
    private static final int REPLACEMENT = 0xFFFD;

    private XmlText() {}

    /** The text with a picture in the place of each control character and U+FFFD of whatever else XML does not have. */
    public static String characters(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(XmlText::character).forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The same on one line, as an attribute's value: every run of white space is one space. */
    public static String line(String text) {
        return characters(text.replaceAll("\\s+", " ")).strip();
    }

    private static int character(int c) {
        if (c == '\n' || c == '\t' || c == '\r') {
            return c;
        }
        if (c < 0x20) {
            return PICTURES + c;
        }
        return (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF ? REPLACEMENT : c;
    }
}
