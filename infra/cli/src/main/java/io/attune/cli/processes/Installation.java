package io.attune.cli.processes;

import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;

/**
 * The built programs.
 *
 * @param root the project's folder
 * @param java the Java command that runs them
 */
public record Installation(Path root, Path java) {

    /** The installation this process belongs to, as the launcher has said. */
    public static Installation ofProcess() {
        Path root = Path.of(System.getProperty("attune.root", System.getProperty("user.dir", ".")));
        return new Installation(root.toAbsolutePath().normalize(),
                Path.of(System.getProperty("java.home", ""), "bin", "java"));
    }

    /** The data folder beside the sources, for everyone who names no other. */
    public Path defaultData() {
        return root.resolve(".attune");
    }

    public Path sandboxJar() {
        return required(root.resolve("infra/sandbox/target/attune-sandbox.jar"));
    }

    public Path appJar() {
        return required(root.resolve("infra/app/target/attune-app.jar"));
    }

    public Path benchJar() {
        return required(root.resolve("infra/bench/target/attune-bench.jar"));
    }

    /** The recipe, the examples and the prompt of the demo. */
    public Path demoFiles() {
        return root.resolve("infra/cli/target/demo");
    }

    /** The archives whose metadata the demo reads. */
    public Path demoJars() {
        return demoFiles().resolve("jars");
    }

    private static Path required(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new CliException(ExitCode.BAD_INPUT, jar + " is missing",
                    "Build it with: mvn -q -DskipTests package");
        }
        return jar;
    }
}
