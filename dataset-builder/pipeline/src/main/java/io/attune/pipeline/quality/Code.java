package io.attune.pipeline.quality;

/** Code in Markdown: fences of three backticks or tildes at the beginning of a line, and spans between backticks. */
final class Code {
    private Code() {}

    /** The text with all code taken out and a space in the place of each piece. */
    static String without(String text) {
        if (text.indexOf('`') < 0 && !text.contains("~~~")) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int fence = fenceAt(text, i);
            char c = text.charAt(i);
            int end = fence > 0
                    ? closingFence(text, i, fence)
                    : c == '`' ? text.indexOf('`', i + 1) : -1;
            if (fence > 0) {
                out.append(' ');
                i = end < 0 ? text.length() : end;
            } else if (end > 0 && text.substring(i, end).indexOf('\n') < 0) {
                out.append(' ');
                i = end + 1;
            } else {
                out.append(c);
                i++;
            }
        }
        return out.toString();
    }

    /** Whether the last fence is never closed. */
    static boolean isFenceOpen(String text) {
        if (!text.contains("```") && !text.contains("~~~")) {
            return false;
        }
        for (int i = 0; i < text.length();) {
            while (i < text.length() - 1 && text.charAt(i) == ' ') {
                i++;
            }
            int fence = fenceAt(text, i);
            if (fence > 0) {
                i = closingFence(text, i, fence);
                if (i < 0) {
                    return true;
                }
            } else {
                int line = text.indexOf('\n', i);
                i = line < 0 ? text.length() : line + 1;
            }
        }
        return false;
    }

    /** The length of the fence that begins here, or 0. */
    private static int fenceAt(String text, int at) {
        char mark = text.charAt(at);
        if (mark != '`' && mark != '~') {
            return 0;
        }
        for (int before = at - 1; before >= 0 && text.charAt(before) != '\n'; before--) {
            if (text.charAt(before) != ' ') {
                return 0;
            }
        }
        int length = 0;
        while (at + length < text.length() && text.charAt(at + length) == mark) {
            length++;
        }
        return length >= 3 ? length : 0;
    }

    /** Behind the fence that closes the one here, or -1. */
    private static int closingFence(String text, int at, int length) {
        String mark = text.substring(at, at + length);
        int line = text.indexOf('\n', at + length);
        while (line >= 0) {
            int start = line + 1;
            while (start < text.length() && text.charAt(start) == ' ') {
                start++;
            }
            if (text.startsWith(mark, start)) {
                int end = start;
                while (end < text.length() && text.charAt(end) == mark.charAt(0)) {
                    end++;
                }
                return end;
            }
            line = text.indexOf('\n', start);
        }
        return -1;
    }
}
