package io.attune.sandbox;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problems;
import io.attune.sandbox.trainer.TrainerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param data the folder that holds everything
 * @param size how large the base model is
 * @param ports given ports by service; those not given are chosen
 */
record Arguments(Path data, TrainerConfig.Size size, Map<Service, Integer> ports) {
    static final String USAGE = """
            usage: java -jar attune-sandbox.jar --data DIR [--training standard|tiny]
                        [--postgres-port N] [--s3-port N] [--provider-port N]

              --data DIR           the folder that holds everything; made if absent
              --training SIZE      standard: about a million parameters, ready in about a minute (default)
                                   tiny: a few thousand, for tests of whatever surrounds it
              --postgres-port N    a fixed port for PostgreSQL; else a free one is chosen once and kept
              --s3-port N          the same for the S3 server
              --provider-port N    the same for the provider
            """;

    /** What listens on a port. */
    enum Service {
        POSTGRES("--postgres-port"),
        S3("--s3-port"),
        PROVIDER("--provider-port");

        private final String option;

        Service(String option) {
            this.option = option;
        }

        String option() {
            return option;
        }
    }

    /**
     * Reads the command line.
     *
     * @throws InvalidInputException with everything that is wrong with it
     */
    static Arguments parse(String... words) {
        Problems problems = new Problems();
        Map<String, String> options = options(List.of(words), problems);
        Path data = data(options.remove("--data"), problems);
        TrainerConfig.Size size = size(options.remove("--training"), problems);
        Map<Service, Integer> ports = new HashMap<>();
        for (Service service : Service.values()) {
            String port = options.remove(service.option());
            if (port != null) {
                ports.put(service, port(service, port, problems));
            }
        }
        options.keySet().stream().sorted().forEach(
                unknown -> problems.add(unknown, 0, "There is no such option", ""));
        problems.throwIfAny("The command line");
        return new Arguments(data, size, Map.copyOf(ports));
    }

    private static Map<String, String> options(List<String> words, Problems problems) {
        Map<String, String> options = new HashMap<>();
        List<String> left = new ArrayList<>(words);
        while (!left.isEmpty()) {
            String name = left.removeFirst();
            if (!name.startsWith("--") || left.isEmpty()) {
                problems.add(name, 0, "An option is followed by its value", "");
            } else {
                options.put(name, left.removeFirst());
            }
        }
        return options;
    }

    private static Path data(@Nullable String folder, Problems problems) {
        if (folder == null) {
            problems.add("--data", 0, "The data folder is missing", "Give --data DIR.");
            return Path.of("");
        }
        try {
            return Path.of(folder).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            problems.add("--data", 0, "'" + folder + "' is not a path", "");
            return Path.of("");
        }
    }

    private static TrainerConfig.Size size(@Nullable String text, Problems problems) {
        if (text == null || text.equals("standard")) {
            return TrainerConfig.Size.STANDARD;
        }
        if (!text.equals("tiny")) {
            problems.add("--training", 0, "'" + text + "' is not a size", "It is standard or tiny.");
        }
        return TrainerConfig.Size.TINY;
    }

    private static int port(Service service, String text, Problems problems) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, like every other wrong value
        }
        problems.add(service.option(), 0, "'" + text + "' is not a port", "It is from 1 to 65535.");
        return 0;
    }
}
