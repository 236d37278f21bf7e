package io.attune.bench.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Watches the resident memory of all processes of a data folder: those whose command line names it, and their
 * descendants. Each is counted whole, so shared pages count more than once and the sum errs to the high side.
 */
final class ResidentMemory implements AutoCloseable {
    private final String folder;
    private final AtomicLong peak = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private final Future<?> looking;

    private ResidentMemory(String folder) {
        this.folder = folder;
        this.looking = timer.scheduleAtFixedRate(this::look, 0, 1, TimeUnit.SECONDS);
    }

    static ResidentMemory watching(Path folder) {
        return new ResidentMemory(folder.toString());
    }

    long peakBytes() {
        if (looking.isDone()) {
            throw new IllegalStateException("The processes could not be watched");
        }
        return peak.get();
    }

    private void look() {
        long sum = ProcessHandle.allProcesses().filter(this::isOurs).mapToLong(p -> resident(p.pid())).sum();
        peak.accumulateAndGet(sum, Math::max);
    }

    private boolean isOurs(ProcessHandle process) {
        for (Optional<ProcessHandle> p = Optional.of(process); p.isPresent(); p = p.get().parent()) {
            if (commandLine(p.get().pid()).contains(folder)) {
                return true;
            }
        }
        return false;
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static long resident(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
