package io.attune.orchestrator.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.provider.ProviderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What one node does: claims due runs, lets their stages work and stores what came of it. Thread-safe. */
final class RunWorker {
    private static final Logger log = LoggerFactory.getLogger(RunWorker.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RunStore store;
    private final Map<RunState, Stage> stages;
    private final String node;
    private final Duration lease;
    private final Set<RunStore.Claim> working = ConcurrentHashMap.newKeySet();

    /**
     * @param node by which its claims are known
     * @param lease how long a claim stands without renewal
     */
    RunWorker(RunStore store, List<Stage> stages, String node, Duration lease) {
        this.store = store;
        this.stages = stages.stream().flatMap(stage -> stage.states().stream().map(state -> Map.entry(state,
                stage))).collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.node = node;
        this.lease = lease;
    }

    /** Claims up to so many due runs in these states. */
    List<RunStore.Claim> claim(Set<RunState> states, int most) {
        return store.claim(node, states, lease, most);
    }

    /** Extends the claims on what is being worked on. */
    void renew() {
        for (RunStore.Claim claim : working) {
            try {
                store.renew(claim, lease);
            } catch (RuntimeException e) {
                log.warn("The claim on {} could not be renewed: {}", claim.run().id(), e.getMessage());
            }
        }
    }

    /** Carries out the effect of a claimed run's state. */
    void work(RunStore.Claim claim) {
        working.add(claim);
        try {
            ClaimedWork work = new ClaimedWork(claim);
            RunEvent event = eventOf(claim.run(), work);
            work.finish(event);
        } catch (Stage.ClaimLostException e) {
            log.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            if (Outages.isOfDatabase(e)) {
                log.warn("What came of run {} could not be stored; it is done again: {}", claim.run().id(),
                        e.getMessage());
            } else {
                log.error("Run {} could not be worked on", claim.run().id(), e);
            }
        } finally {
            working.remove(claim);
        }
    }

    private RunEvent eventOf(Run run, ClaimedWork work) {
        if (run.cancelRequested() && !RunMachine.mayHaveJob(run) && run.state() != RunState.SETTLING
                && run.state() != RunState.CLOSING) {
            return new RunEvent.CancelRequested("request");
        }
        Stage stage = stages.get(run.state());
        if (stage == null) {
            return new RunEvent.StillWorking(Duration.ofDays(1));
        }
        try {
            return stage.perform(run, work);
        } catch (ProviderException e) {
            return failed(run, e, e.retryAfter() == null ? Duration.ZERO : e.retryAfter());
        } catch (PlatformException e) {
            return failed(run, e, Duration.ZERO);
        } catch (Stage.ClaimLostException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Outages.isOfDatabase(e)) {
                throw e;
            }
            if (Outages.isOfConnection(e)) {
                return new RunEvent.FailedOutside(new Fact.Failure("connection-broken", ErrorKind.OUTSIDE,
                        "A connection broke in " + run.state() + ": " + e.getMessage(), "It is tried again.",
                        run.state()), Duration.ZERO);
            }
            log.error("Run {} failed in {}", run.id(), run.state(), e);
            return new RunEvent.Failed(new Fact.Failure("internal", ErrorKind.PLATFORM,
                    "The platform failed in " + run.state() + ": " + e,
                    "Look into the platform's log, then start again.",
                    run.state()));
        }
    }

    private static RunEvent failed(Run run, PlatformException e, Duration tryAgainIn) {
        Fact.Failure failure = new Fact.Failure(e.code().value(), e.code().kind(), e.message(), e.nextStep(),
                run.state());
        boolean retry = e.code().kind().isRetryable() && !(e instanceof InvalidInputException);
        boolean openMoney = RunMachine.mayHaveJob(run) || run.state() == RunState.SETTLING
                || run.state() == RunState.CLOSING;
        return retry || openMoney ? new RunEvent.FailedOutside(failure, tryAgainIn) : new RunEvent.Failed(failure);
    }

    /** The claim as a stage sees it. */
    private final class ClaimedWork implements Stage.Work {
        private final RunStore.Claim claim;
        private Run current;

        ClaimedWork(RunStore.Claim claim) {
            this.claim = claim;
            this.current = claim.run();
        }

        @Override
        public Run record(RunEvent event) {
            store(event, true);
            return current;
        }

        @Override
        public Optional<Run> recordInSlot(RunEvent.SendingBegins event, Slot slot) {
            RunMachine.Next next = RunMachine.next(current, event);
            RunStore.Stored stored = store.storeInSlot(new RunStore.Claim(current, claim.fence()), next, event, slot);
            switch (stored) {
                case STORED -> current = next.run();
                case NO_SLOT -> {
                    return Optional.empty();
                }
                case CLAIM_LOST -> throw new Stage.ClaimLostException(claim.run());
            }
            return Optional.of(current);
        }

        void finish(RunEvent event) {
            store(event, false);
        }

        private void store(RunEvent event, boolean keepClaim) {
            RunMachine.Next next = RunMachine.next(current, event);
            if (!store.store(new RunStore.Claim(current, claim.fence()), next, event, keepClaim)) {
                throw new Stage.ClaimLostException(claim.run());
            }
            current = next.run();
        }

        @Override
        public void progress(String step, long done, long total, String note) {
            store.progress(claim,
                    JSON.writeValueAsString(Map.of("step", step, "done", done, "total", total, "note", note)));
        }
    }
}
