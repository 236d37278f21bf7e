package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attune.kernel.Digest;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import io.attune.pipeline.TextKey;
import io.attune.pipeline.quality.AnswerFacts;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Finds answers to one question that cannot all be right: other numbers, other values in backticks or quotes, yes against
 * no, a negation more, or hardly a word in common ({@code similarityMin}, for questions of four words or more; greetings
 * have many answers). Of preferences it finds pairs turned round, of rated answers the same one found good and bad.
 *
 * <p>One question means: everything before the answer in the same words, system messages included. {@code action: drop}
 * (default) drops every answer of a question that has contradicting ones, {@code keep-majority} keeps the largest group of
 * agreeing ones when it is larger than any other, {@code flag} names the contradicting example in the attribute {@code
 * contradiction}. The verdicts do not depend on the order of the examples.
 */
final class Contradictions implements Step.OfDataset {
    static final String NAME = "contradictions";
    private static final int QUESTION_WORDS_MIN = 4;

    /** What happens to contradicting answers. */
    enum Action {
        DROP,
        FLAG,
        KEEP_MAJORITY
    }

    private final Action action;
    private final double similarityMin;

    private Contradictions(Action action, double similarityMin) {
        this.action = action;
        this.similarityMin = similarityMin;
    }

    static Contradictions of(Settings settings) {
        return new Contradictions(settings.word("action", Action.class, Action.DROP),
                settings.decimal("similarityMin", 0, 1, 0.1));
    }

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
        return Map.of("action", Settings.word(action), "similarityMin", Settings.plain(similarityMin));
    }

    /**
     * One example's answer.
     *
     * @param worth 1 or -1 where a judgement is compared, 0 where the answer's facts are
     */
    private record Reply(int index, Example example, String key, AnswerFacts facts, int worth) {}

    /** Answers that agree with the first of them. */
    private record Camp(List<Reply> replies, @Nullable String difference) {}

    @Override
    public List<Verdict> judge(List<Example> examples) {
        List<Verdict> verdicts = new ArrayList<>(Collections.nCopies(examples.size(), Verdict.KEEP));
        Map<Digest, List<Reply>> groups = new TreeMap<>();
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            String question = question(example);
            switch (example.judgement()) {
                case Judgement.Preference pair -> add(groups, "preference\n" + question, pair(i, example, pair));
                case Judgement.Rating(boolean good) -> {
                    String answer = TextKey.of(example.answer());
                    add(groups, "rating\n" + question + "\n" + answer,
                            new Reply(i, example, answer, AnswerFacts.of(""), good ? 1 : -1));
                    if (good) {
                        add(groups, question, reply(i, example));
                    }
                }
                case null -> add(groups, question, reply(i, example));
            }
        }
        groups.values().stream().filter(replies -> replies.size() > 1).forEach(replies -> {
            List<Camp> camps = camps(replies.stream().sorted(Comparator.comparing(Reply::key).thenComparing(
                    r -> r.example().source()).thenComparing(r -> r.example().key())).toList());
            if (camps.size() > 1) {
                judge(camps, verdicts);
            }
        });
        return verdicts;
    }

    private static void add(Map<Digest, List<Reply>> groups, String question, Reply reply) {
        groups.computeIfAbsent(Digest.of(question), q -> new ArrayList<>()).add(reply);
    }

    private static String question(Example example) {
        return Turns.before(example).stream().map(m -> m.role() + " " + TextKey.of(m.content())).collect(
                Collectors.joining("\n"));
    }

    private static Reply reply(int index, Example example) {
        return new Reply(index, example, TextKey.of(example.answer()), AnswerFacts.of(example.answer()), 0);
    }

    /** Two pairs turned round have one key and opposite worth. */
    private static Reply pair(int index, Example example, Judgement.Preference pair) {
        String better = said(pair.preferred());
        String worse = said(pair.rejected());
        boolean turned = better.compareTo(worse) > 0;
        return new Reply(index, example, turned ? worse + "\u0000" + better : better + "\u0000" + worse,
                AnswerFacts.of(""), turned ? -1 : 1);
    }

    private static String said(List<Message> side) {
        return side.stream().filter(m -> m.role() == Role.ASSISTANT).map(m -> TextKey.of(m.content())).collect(
                Collectors.joining("\n"));
    }

    /** Each answer goes to the first camp whose first answer it does not contradict. */
    private List<Camp> camps(List<Reply> replies) {
        List<Camp> camps = new ArrayList<>();
        for (Reply reply : replies) {
            String difference = null;
            Camp agreeing = null;
            for (Camp camp : camps) {
                String found = difference(camp.replies().getFirst(), reply);
                if (found == null) {
                    agreeing = camp;
                    break;
                }
                difference = difference == null ? found : difference;
            }
            if (agreeing == null) {
                camps.add(new Camp(new ArrayList<>(List.of(reply)), difference));
            } else {
                agreeing.replies().add(reply);
            }
        }
        return camps;
    }

    private @Nullable String difference(Reply one, Reply other) {
        if (one.worth() != 0) {
            return one.key().equals(other.key()) && one.worth() != other.worth() ? "judgements" : null;
        }
        boolean asksLittle = TextKey.of(one.example().prompt()).split(" ", -1).length < QUESTION_WORDS_MIN;
        return one.facts().contradicts(other.facts(), asksLittle ? 0 : similarityMin);
    }

    private void judge(List<Camp> camps, List<Verdict> verdicts) {
        int largest = camps.stream().mapToInt(c -> c.replies().size()).max().orElse(0);
        boolean isAlone = camps.stream().filter(c -> c.replies().size() == largest).count() == 1;
        for (int i = 0; i < camps.size(); i++) {
            Camp camp = camps.get(i);
            boolean isMajority = action == Action.KEEP_MAJORITY && isAlone && camp.replies().size() == largest;
            Camp other = camps.get(i == 0 ? 1 : 0);
            Example twin = other.replies().getFirst().example();
            String difference = camp.difference() != null ? camp.difference() : other.difference();
            for (Reply reply : isMajority ? List.<Reply>of() : camp.replies()) {
                verdicts.set(reply.index(), verdict(reply.example(), twin, difference, camps.size()));
            }
        }
    }

    private Verdict verdict(Example example, Example twin, @Nullable String difference, int camps) {
        String place = twin.source() + "/" + twin.key();
        return action == Action.FLAG
                ? new Verdict.Change(example.withAttribute("contradiction", place))
                : new Verdict.Remove(Drop.Kind.DROPPED, "contradiction", difference + " differ from " + place + ", "
                        + camps + " answers that exclude each other", twin);
    }
}
