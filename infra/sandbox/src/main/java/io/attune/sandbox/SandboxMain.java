package io.attune.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.attune.kernel.PlatformException;

/**
 * Starts the sandbox and runs until it is told to stop. Exit codes: 0 stopped in order, 2 wrong command line, 5 it could
 * not start, 6 the folder or a given port is in use. Errors go to standard error, progress to standard output.
 */
public final class SandboxMain {
    private static final int STOPPED = 0;
    private static final int FAILED = 5;

    private SandboxMain() {}

    /** See {@link Arguments#USAGE}. */
    public static void main(String[] words) throws InterruptedException {
        if (List.of(words).contains("--help")) {
            System.out.print(Arguments.USAGE);
            return;
        }
        try {
            run(Arguments.parse(words));
        } catch (PlatformException e) {
            System.err.println(e.message() + (e.nextStep().isEmpty() ? "" : ". " + e.nextStep()));
            exit(e.code().kind().exitCode());
        } catch (IOException | RuntimeException e) {
            System.err.println("The sandbox could not start: " + e);
            exit(FAILED);
        }
    }

    private static void run(Arguments arguments) throws IOException, InterruptedException {
        Files.createDirectories(arguments.data());
        prepareRuntime(arguments.data());
        PrintStream out = System.out;
        Sandbox sandbox = Sandbox.start(arguments, InstantSource.system(),
                new ProgressLines(out, arguments.data().resolve("progress.json")));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            sandbox.close();
            // a signal's own exit code would look like a failure
            Runtime.getRuntime().halt(STOPPED);
        }, "stop"));
        new CountDownLatch(1).await();
    }

    /** Before the first use of what reads these settings once. */
    private static void prepareRuntime(Path data) {
        System.setProperty("attune.sandbox.log", data.resolve("log").toString());
        System.setProperty("logback.configurationFile", "io/attune/sandbox/logging.xml");
        // the provider's server keeps idle connections longer than any client does, so that none breaks under a create
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private static void exit(int code) {
        System.out.flush();
        System.exit(code);
    }
}
