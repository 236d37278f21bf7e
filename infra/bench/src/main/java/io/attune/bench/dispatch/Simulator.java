package io.attune.bench.dispatch;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.attune.cli.processes.Installation;

/** The simulated vendor in a process of its own. */
record Simulator(Process process, BufferedReader out, String baseUrl, String baseModel, String trainingFile,
        String credential)
        implements
            AutoCloseable {
    static Simulator start(Installation installation, Path folder) throws IOException {
        Process process = new ProcessBuilder(List.of(installation.java().toString(), "-Xmx1g", "-cp",
                installation.benchJar().toString(), SimulatorMain.class.getName(), folder.toString())).redirectError(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("The simulated vendor did not start; its log: " + folder.resolve("log"));
        }
        String[] words = line.split(" ", -1);
        return new Simulator(process, out, words[0], words[1], words[2], words[3]);
    }

    /** How many jobs were created, by its own books. */
    int jobs() throws IOException {
        process.outputWriter().append("jobs\n").flush();
        return Integer.parseInt(out.readLine());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
