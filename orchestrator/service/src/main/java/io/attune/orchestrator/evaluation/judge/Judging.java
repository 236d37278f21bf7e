package io.attune.orchestrator.evaluation.judge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.evaluation.judge.Contest.Pair;
import io.attune.orchestrator.evaluation.judge.Contest.Shown;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderModelId;
import org.springframework.stereotype.Component;

/**
 * Asks judges, each pair of answers both ways round, from wherever it was interrupted. What was said of a pair is kept before
 * the next is asked, and never asked again by anybody with the same judge; each call carries a key that is the same when it is
 * repeated after a kill.
 */
@Component
public class Judging {
    /** How long one call works before it lets its caller breathe. */
    private static final Duration SLICE = Duration.ofSeconds(5);
    private static final int PARALLEL = 8;
    private static final int VERDICT_TOKENS_MAX = 300;
    private static final String AGAIN = "That was not the one JSON object that was asked for. Reply again, with nothing but"
            + " {\"winner\": \"A\" or \"B\" or \"tie\", \"reason\": \"one sentence\"}";

    private final Connections connections;
    private final JudgeStore store;
    private final InstantSource clock;

    Judging(Connections connections, JudgeStore store, InstantSource clock) {
        this.connections = connections;
        this.store = store;
        this.clock = clock;
    }

    /** Tokens that one judge's provider billed for an evaluation. */
    public record Usage(String connection, String model, long inputTokens, long outputTokens) {}

    /** What judges billed for an evaluation; what an earlier one paid for is not in it. */
    public List<Usage> usage(String evaluation) {
        return store.usage(evaluation).stream().map(u -> new Usage(u.connection(), u.model(), u.inputTokens(),
                u.outputTokens())).toList();
    }

    /**
     * Judges what is missing, for some seconds.
     *
     * @param pairs every example of the suite, with what both arms gave
     * @return how many examples are not judged yet
     * @throws ProviderException when the judge cannot be asked, or refuses before it ever gave a verdict
     */
    public int advance(Contest contest, List<Pair> pairs) {
        Digest judge = Contest.digest(contest.project(), contest.judge());
        store.keep(contest, judge);
        Set<String> done = store.done(contest);
        List<Pair> missing = pairs.stream().filter(pair -> !done.contains(pair.item())).toList();
        List<Pair> open = missing.stream().filter(Pair::isOpen).toList();
        missing.stream().filter(pair -> !pair.isOpen()).forEach(pair -> store.add(contest, judge, pair, pair.decided(),
                Bout.Bias.NONE));
        if (open.isEmpty()) {
            return 0;
        }
        Map<Digest, Shown> wanted = new LinkedHashMap<>();
        open.forEach(pair -> {
            wanted.put(pair.shown(true).digest(), pair.shown(true));
            wanted.put(pair.shown(false).digest(), pair.shown(false));
        });
        store.verdicts(contest.project(), judge, wanted.keySet()).keySet().forEach(wanted::remove);
        ask(contest, judge, List.copyOf(wanted.values()));
        return settle(contest, judge, open);
    }

    /** Writes down how those examples went that were judged both ways round. */
    private int settle(Contest contest, Digest judge, List<Pair> open) {
        Map<Digest, Optional<Verdict>> said = store.verdicts(contest.project(), judge, open.stream().flatMap(
                pair -> java.util.stream.Stream.of(pair.shown(true).digest(), pair.shown(false).digest())).toList());
        int left = 0;
        for (Pair pair : open) {
            Optional<Verdict> first = said.get(pair.shown(true).digest());
            Optional<Verdict> second = said.get(pair.shown(false).digest());
            if (first == null || second == null) {
                left++;
            } else {
                Bout bout = new Bout(first.orElse(null), second.orElse(null));
                store.add(contest, judge, pair, bout.result(), bout.bias());
            }
        }
        return left;
    }

    private void ask(Contest contest, Digest judge, List<Shown> wanted) {
        Instant until = clock.instant().plus(SLICE);
        Semaphore places = new Semaphore(PARALLEL);
        List<Future<?>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Shown shown : wanted) {
                places.acquireUninterruptibly();
                if (clock.instant().isAfter(until) || asked.stream().anyMatch(
                        one -> one.state() == Future.State.FAILED)) {
                    break;
                }
                asked.add(threads.submit(() -> {
                    try {
                        store.add(contest, judge, shown, ask(contest, judge, shown), clock.instant());
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        asked.forEach(Judging::rethrow);
    }

    /** Junk is asked again once. */
    private JudgeStore.Said ask(Contest contest, Digest judge, Shown shown) {
        FineTuneProvider provider = connections.provider(contest.project(), contest.judge().connection());
        List<ChatMessage> prompt = JudgePrompt.of(contest.judge().rubric(), Contest.SEED, shown.question(),
                shown.reference(), shown.first(), shown.second());
        List<ChatMessage> messages = new ArrayList<>(prompt);
        List<String> words = new ArrayList<>();
        long inputTokens = 0;
        long outputTokens = 0;
        Optional<Verdict> verdict = Optional.empty();
        while (verdict.isEmpty() && words.size() < 2) {
            try {
                ChatAnswer answer = provider.chat(new ChatRequest(new ProviderModelId(contest.judge().model()),
                        messages, VERDICT_TOKENS_MAX, 0, key(judge, shown, words.size())));
                inputTokens += answer.promptTokens().value();
                outputTokens += answer.completionTokens().value();
                words.add(answer.text());
                verdict = Verdict.parse(answer.text());
                messages.add(ChatMessage.assistant(answer.text()));
                messages.add(ChatMessage.user(AGAIN));
            } catch (ProviderException e) {
                if (!e.code().equals(ProviderException.REFUSED) || !store.hasSpoken(contest.project(), judge)) {
                    throw e;
                }
                // a judge that answers others and not this pair, as behind a filter of contents, has no verdict of it
                words.add("(refused) " + e.getMessage());
                break;
            }
        }
        return new JudgeStore.Said(prompt, words, verdict.orElse(null), inputTokens, outputTokens);
    }

    /** The same after a kill, so that a provider that knows such keys bills the repetition once. */
    private static String key(Digest judge, Shown shown, int turn) {
        return CanonicalJson.digest(List.of("judge-call", judge.hex(), shown.digest().hex(), turn)).hex();
    }

    private static void rethrow(Future<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(ErrorCode.INTERNAL, "Stopped while judging", "", e);
        }
    }
}
