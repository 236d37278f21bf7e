package io.attune.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.pattern.PatternTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * How text becomes terms. Prose is cut and stemmed as English; titles are, besides, cut at every dot, hyphen and change
 * to upper case, so that {@code spring.flyway.cleanDisabled} is found by "flyway clean".
 */
final class Analysis {
    private static final int DELIMITERS = WordDelimiterGraphFilter.GENERATE_WORD_PARTS
            | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS | WordDelimiterGraphFilter.SPLIT_ON_CASE_CHANGE;

    private final Analyzer english = new EnglishAnalyzer();
    private final Analyzer names = new NameAnalyzer();

    /** The analyzer the writer uses, by field. */
    Analyzer byField() {
        return new PerFieldAnalyzerWrapper(english, Map.of(Schema.NAME, names));
    }

    /** The distinct terms of a text in one field, in order. */
    Set<String> terms(String field, String text) {
        Set<String> terms = new LinkedHashSet<>();
        Analyzer analyzer = field.equals(Schema.NAME) ? names : english;
        try (TokenStream tokens = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("A text in memory cannot fail to be read", e);
        }
        return terms;
    }

    private static final class NameAnalyzer extends Analyzer {
        private static final Pattern BLANKS = Pattern.compile("\\s+");

        @Override
        protected TokenStreamComponents createComponents(String fieldName) {
            Tokenizer words = new PatternTokenizer(BLANKS, -1);
            TokenStream parts = new WordDelimiterGraphFilter(words, DELIMITERS, null);
            return new TokenStreamComponents(words, new PorterStemFilter(new LowerCaseFilter(parts)));
        }
    }
}
