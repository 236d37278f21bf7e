package io.attune.pipeline.curate;

/** Orders keys as a person would: digits by their number, so {@code voice.jsonl:9} stands before {@code voice.jsonl:10}. */
final class KeyOrder {
    private KeyOrder() {}

    static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            char c = a.charAt(i);
            char d = b.charAt(j);
            if (isDigit(c) && isDigit(d)) {
                int endA = numberEnd(a, i);
                int endB = numberEnd(b, j);
                int byNumber = compareNumbers(a, i, endA, b, j, endB);
                if (byNumber != 0) {
                    return byNumber;
                }
                i = endA;
                j = endB;
            } else if (c != d) {
                return Character.compare(c, d);
            } else {
                i++;
                j++;
            }
        }
        int byLength = Integer.compare(a.length() - i, b.length() - j);
        return byLength != 0 ? byLength : a.compareTo(b);
    }

    private static int compareNumbers(String a, int fromA, int toA, String b, int fromB, int toB) {
        int i = withoutZeros(a, fromA, toA);
        int j = withoutZeros(b, fromB, toB);
        if (toA - i != toB - j) {
            return Integer.compare(toA - i, toB - j);
        }
        while (i < toA && a.charAt(i) == b.charAt(j)) {
            i++;
            j++;
        }
        return i == toA ? 0 : Character.compare(a.charAt(i), b.charAt(j));
    }

    /** Where a number's first digit stands that is no leading zero. */
    private static int withoutZeros(String text, int from, int to) {
        int start = from;
        while (start < to - 1 && text.charAt(start) == '0') {
            start++;
        }
        return start;
    }

    private static int numberEnd(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
