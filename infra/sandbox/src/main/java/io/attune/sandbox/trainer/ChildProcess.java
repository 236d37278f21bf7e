package io.attune.sandbox.trainer;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.wire.Answer;
import io.attune.sandbox.trainer.wire.Call;
import io.attune.sandbox.trainer.wire.Frame;
import io.attune.sandbox.trainer.wire.Lines;
import tools.jackson.core.JacksonException;

/** One child process and the calls under way in it. */
final class ChildProcess {

    /** Enough for weights, optimiser and requests; what the numerical library uses comes on top. */
    private static final String HEAP = "-Xmx384m";

    private final Process process;
    private final BufferedWriter calls;
    private final Path log;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Consumer<Answer>> pending = new ConcurrentHashMap<>();
    private volatile boolean ended;
    private volatile Kind reason = Kind.PROCESS_LOST;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.calls = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("trainer-answers").start(this::read);
    }

    static ChildProcess start(TrainerConfig config) {
        Path log = config.dataFolder().resolve("trainer.log");
        try {
            Files.createDirectories(config.dataFolder());
            ProcessBuilder builder = new ProcessBuilder(config.javaExecutable().toString(), HEAP, "-XX:+UseSerialGC",
                    "-Dai.djl.offline=true", "-Dai.djl.pytorch.num_threads=" + config.threads(),
                    "-Dai.djl.pytorch.num_interop_threads=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                    config.classPath(), TrainerMain.class.getName(), config.dataFolder().toString(),
                    config.size().name(), Integer.toString(config.threads()));
            builder.environment().putAll(environment(config));
            builder.redirectError(ProcessBuilder.Redirect.to(log.toFile()));
            return new ChildProcess(builder.start(), log);
        } catch (IOException e) {
            throw new TrainerException(Kind.PROCESS_LOST, "The trainer's process could not be started: "
                    + e.getMessage(),
                    e);
        }
    }

    private static Map<String, String> environment(TrainerConfig config) {
        String threads = Integer.toString(config.threads());
        return Map.of("DJL_CACHE_DIR", config.dataFolder().resolve("native").toString(),
                // A fixed number of threads that adds in a fixed order, and that sleeps instead of spinning where the
                // processor is shared.
                "OMP_NUM_THREADS", threads, "MKL_NUM_THREADS", threads, "OMP_DYNAMIC", "FALSE", "MKL_DYNAMIC", "FALSE",
                "OMP_WAIT_POLICY", "PASSIVE",
                // Each step asks for the same large blocks again: keep them instead of returning them to the system.
                "MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_THRESHOLD_", "33554432", "MALLOC_TRIM_THRESHOLD_", "536870912");
    }

    boolean isAlive() {
        return !ended && process.isAlive();
    }

    /** The operating system's number of the process. */
    long pid() {
        return process.pid();
    }

    /**
     * Makes a call. All its answers go to {@code answers}, in order, the last an {@link Answer.Last}; if the process ends
     * before, that is {@link Answer.Refused}.
     *
     * @return the call's number
     */
    long call(Call call, Consumer<Answer> answers) {
        long number = numbers.incrementAndGet();
        pending.put(number, answers);
        send(number, call);
        if (ended) {
            refuse(number);
        }
        return number;
    }

    /** Makes a call that is not answered. */
    void tell(Call call) {
        send(0, call);
    }

    private void send(long number, Call call) {
        String line = Lines.ofCall(number, call);
        synchronized (calls) {
            try {
                calls.write(line);
                calls.write('\n');
                calls.flush();
            } catch (IOException e) {
                // The reader finds the end of the process and refuses all that is pending.
                process.destroyForcibly();
            }
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                deliver(Lines.answer(line));
            }
        } catch (IOException | JacksonException e) {
            process.destroyForcibly();
        } finally {
            ended = true;
            List.copyOf(pending.keySet()).forEach(this::refuse);
        }
    }

    private void deliver(Frame<Answer> frame) {
        Consumer<Answer> answers = frame.content() instanceof Answer.Last
                ? pending.remove(frame.number())
                : pending.get(frame.number());
        if (answers != null) {
            answers.accept(frame.content());
        }
    }

    private void refuse(long number) {
        Consumer<Answer> answers = pending.remove(number);
        if (answers != null) {
            answers.accept(new Answer.Refused(reason,
                    reason == Kind.CLOSED
                            ? "The trainer was closed"
                            : "The trainer's process ended; its log is " + log));
        }
    }

    void close() {
        reason = Kind.CLOSED;
        process.destroyForcibly();
    }
}
