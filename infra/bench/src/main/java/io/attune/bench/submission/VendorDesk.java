package io.attune.bench.submission;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.JobFate;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.jspecify.annotations.Nullable;

/**
 * Passes requests to the simulated vendor one of a kind at a time, so that a fault that is planned for a run strikes a request
 * of that run and no other. Every job fails soon after it was begun, which ends its run. Thread-safe.
 */
final class VendorDesk {
    private static final Pattern KEY = Pattern.compile("\"run_key\" *: *\"([^\"]+)\"");
    private static final Pattern FILTER = Pattern.compile("[?&]metadata%5Brun_key%5D=([^& ]+)");
    private static final Pattern JOB = Pattern.compile("/fine_tuning/jobs/(ftjob[^/?]*)");
    private static final Pattern JOB_AND_KEY = Pattern.compile("\"id\" *: *\"(ftjob[^\"]*)\"");

    private final SimulatedOpenAi vendor;
    private final Courses courses;
    private final Map<Operation, ReentrantLock> turns = new EnumMap<>(Operation.class);
    private final Map<String, String> runOfJob = new ConcurrentHashMap<>();

    /** How the vendor is reached: a connection for each request, so that none is older than the vendor keeps it. */
    @FunctionalInterface
    interface Line {
        Socket connect() throws IOException;
    }

    VendorDesk(SimulatedOpenAi vendor, Courses courses) {
        this.vendor = vendor;
        this.courses = courses;
        for (Operation operation : Operation.values()) {
            turns.put(operation, new ReentrantLock());
        }
    }

    int port() {
        return vendor.baseUrl().getPort();
    }

    /** The run that a request is about, as far as its key or a job known to be the run's says so. */
    @Nullable
    String runOf(HttpMessage request) {
        return switch (operation(request.line())) {
            case CREATE_JOB -> first(KEY, request.body());
            case LIST_JOBS -> {
                String key = first(FILTER, request.line());
                yield key == null ? null : URLDecoder.decode(key, StandardCharsets.UTF_8);
            }
            default -> {
                String job = first(JOB, request.line());
                yield job == null ? null : runOfJob.get(job);
            }
        };
    }

    /** Asks the vendor; null when it hangs up without a word. */
    @Nullable
    HttpMessage ask(HttpMessage request, @Nullable String run, Line line) {
        Operation operation = operation(request.line());
        if (operation == Operation.OTHER) {
            return send(request, line);
        }
        ReentrantLock turn = turns.get(operation);
        if (turn == null) {
            throw new IllegalStateException("no turn for " + operation);
        }
        turn.lock();
        try {
            Fault fault = run == null ? null : courses.takeFault(run, operation);
            if (fault != null) {
                vendor.faults().next(operation, fault);
            }
            if (operation == Operation.CREATE_JOB) {
                vendor.nextJob(JobFate.EXPIRES);
            }
            HttpMessage answer = send(request, line);
            if (run != null && answer != null && answer.whole()) {
                learn(run, operation, answer);
            }
            return answer;
        } finally {
            turn.unlock();
        }
    }

    private static @Nullable HttpMessage send(HttpMessage request, Line line) {
        try (Socket server = line.connect()) {
            server.getOutputStream().write(request.bytes());
            server.getOutputStream().flush();
            return HttpMessage.read(new BufferedInputStream(server.getInputStream()));
        } catch (IOException e) {
            return null; // the vendor has hung up
        }
    }

    private void learn(String run, Operation operation, HttpMessage answer) {
        if (operation == Operation.CREATE_JOB || operation == Operation.LIST_JOBS) {
            Matcher job = JOB_AND_KEY.matcher(answer.body());
            while (job.find()) {
                runOfJob.put(job.group(1), run);
            }
        }
    }

    private static Operation operation(String line) {
        String path = line.replaceFirst("\\?.*", "");
        if (path.endsWith("/fine_tuning/jobs")) {
            return line.startsWith("POST ") ? Operation.CREATE_JOB : Operation.LIST_JOBS;
        }
        return line.startsWith("GET ") && path.matches(".*/fine_tuning/jobs/[^/]+")
                ? Operation.READ_JOB
                : Operation.OTHER;
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
