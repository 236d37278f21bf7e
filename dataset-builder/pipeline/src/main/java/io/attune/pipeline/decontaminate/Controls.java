package io.attune.pipeline.decontaminate;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.attune.pipeline.Suite;
import io.attune.pipeline.TextKey;

/**
 * What is planted to prove that looking works: an invented suite of a long and a short item made from a template, records
 * made from that template with other keys, and copies of one item of each real suite.
 */
final class Controls {
    /** No recipe can name a suite so. */
    static final String SUITE = "\u0000control";
    private static final String LONG = "please tell the operator on duty at the plant which value the control register"
            + " of machine number %s has";
    private static final String SHORT = "which colour has the control lamp of machine %s";
    private static final String KEY = "zqxajbk";
    private static final String OTHER_KEY = "zqxcldm";
    private static final String AROUND = "A customer wrote to us last week: %s And that was all there was.";

    private final List<Suite> suites;

    Controls(List<Suite> suites) {
        this.suites = suites;
    }

    /** The invented suite. */
    List<String> items() {
        return List.of(LONG.formatted(KEY), SHORT.formatted(KEY));
    }

    /** Records of the template with other keys, so many that its words are a template's. */
    Stream<String> templates(long count) {
        return LongStream.range(0, count).mapToObj(i -> LONG.formatted("key" + i) + ". " + SHORT.formatted("key" + i));
    }

    /** Records that hold an invented item: must be found. */
    List<String> copies() {
        return items().stream().map(item -> AROUND.formatted(item.toUpperCase(Locale.ROOT))).toList();
    }

    /** The same templates with a key that is in no suite: must not be found. */
    String otherKey() {
        return AROUND.formatted(LONG.formatted(OTHER_KEY) + ". " + SHORT.formatted(OTHER_KEY));
    }

    /** One question of each suite, written otherwise: must be found. */
    List<String> questions() {
        return suites.stream().flatMap(suite -> suite.questions().stream().filter(q -> !TextKey.ofQuestion(
                q).isEmpty()).min(Comparator.naturalOrder()).stream()).map(
                        q -> "  " + TextKey.ofQuestion(q).replace(" ", ", ") + " ?!").toList();
    }

    /** Records that hold the first item of each suite that has words of its own: must be found. */
    List<String> suiteCopies(Predicate<String> usable) {
        return suites.stream().flatMap(suite -> Stream.concat(suite.questions().stream().map(TextKey::questionIn),
                suite.answers().stream()).filter(usable).min(Comparator.naturalOrder()).stream()).map(
                        AROUND::formatted).toList();
    }
}
