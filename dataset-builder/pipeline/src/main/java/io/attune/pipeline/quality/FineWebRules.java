package io.attune.pipeline.quality;

import java.util.List;

/**
 * What FineWeb adds to Gopher and C4 (Penedo and others 2024): at least 12 % of the lines end with punctuation, at most
 * 67 % are no longer than 30 characters, at most 1 % of the characters are in repeated lines, at most 0.3 line breaks for a
 * word.
 */
final class FineWebRules implements RuleSet {
    private static final List<Rule> RULES = List.of(Rule.atLeast("punctuated-lines", "punctuatedLines", .12),
            Rule.atMost("short-lines", "shortLines", .67),
            Rule.atMost("repeated-line-share", "repeatedLineShare", .01),
            Rule.atMost("line-breaks", "lineBreaks", .3));
    private static final int SHORT_MAX = 30;

    @Override
    public List<Rule> rules() {
        return RULES;
    }

    @Override
    public void score(Subject subject, Scores.Builder scores) {
        WebText page = subject.page();
        WebText.Spans lines = page.lines();
        GramTable seen = GramTable.cleared(lines.count());
        int punctuated = 0;
        int brief = 0;
        int repeated = 0;
        for (int i = 0; i < lines.count(); i++) {
            punctuated += Sentences.isEnd(page.at(page.lastOf(i))) ? 1 : 0;
            brief += lines.length(i) <= SHORT_MAX ? 1 : 0;
            repeated += seen.add(lines.hash(i)) > 1 ? lines.length(i) : 0;
        }
        double all = Math.max(1, lines.count());
        scores.set("punctuatedLines", punctuated / all);
        scores.set("shortLines", brief / all);
        scores.set("repeatedLineShare", repeated / (double) Math.max(1, page.length() - page.lineBreaks()));
        scores.set("lineBreaks", page.lineBreaks() / (double) Math.max(1, page.words().count()));
    }
}
