package io.attune.sandbox.trainer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.attune.sandbox.trainer.TrainerConfig.Size;
import io.attune.sandbox.trainer.child.ChildServer;
import io.attune.sandbox.trainer.wire.Call;
import io.attune.sandbox.trainer.wire.Frame;
import io.attune.sandbox.trainer.wire.Lines;

/**
 * The child process. It is started by {@link Trainer} and speaks {@link Lines} with it; when its standard input ends,
 * because its parent closed it or died, it ends at once.
 */
public final class TrainerMain {

    private TrainerMain() {}

    /** Arguments: data folder, size of the base model, number of threads. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // Whatever a library prints must not stand between answers.
        System.setOut(System.err);
        ChildServer server = new ChildServer(Path.of(arguments[0]), Size.valueOf(arguments[1]),
                Integer.parseInt(arguments[2]), (number, answer) -> {
                    byte[] line = (Lines.ofAnswer(number, answer) + "\n").getBytes(StandardCharsets.UTF_8);
                    synchronized (answers) {
                        answers.write(line, 0, line.length);
                        answers.flush();
                    }
                });
        BufferedReader calls = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = calls.readLine(); line != null; line = calls.readLine()) {
            Frame<Call> frame = Lines.call(line);
            server.take(frame.number(), frame.content());
        }
        // Not exit(): native threads in the middle of arithmetic must not delay the end.
        Runtime.getRuntime().halt(0);
    }
}
