package io.attune.platform.testing;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Where the servers of the integration tests run, and why there. */
sealed interface ServersChoice {
    /** The system property that leaves no choice: {@code containers} or {@code embedded}. */
    String PROPERTY = "attune.test.servers";

    /** In containers of an engine that has their images. */
    record Containers(String engine) implements ServersChoice {}

    /** In and below this process. */
    record Embedded(String reason) implements ServersChoice {}

    /** What a look at this machine found. */
    sealed interface Docker {
        /** An engine with the images, named with its version. */
        record Ready(String engine) implements Docker {}

        /** No engine, or not the images. */
        record Unusable(String reason) implements Docker {}
    }

    /**
     * Decides.
     *
     * @param wanted the value of {@link #PROPERTY}; null when it is not set
     * @param docker looks at this machine; not asked when embedded servers are wanted
     * @throws IllegalStateException when containers are wanted and cannot be had, or the wish is an unknown one
     */
    static ServersChoice of(@Nullable String wanted, Supplier<Docker> docker) {
        return switch (wanted) {
            case null -> of(docker.get());
            case "" -> of(docker.get());
            case "embedded" -> new Embedded("asked for by -D" + PROPERTY);
            case "containers" -> switch (docker.get()) {
                case Docker.Ready(String engine) -> new Containers(engine);
                case Docker.Unusable(String reason) -> throw new IllegalStateException("-D" + PROPERTY
                        + "=containers cannot be met: " + reason + ". Start a Docker engine and run"
                        + " infra/build/containers/build, or leave the property out to test on embedded servers.");
            };
            default -> throw new IllegalStateException("-D" + PROPERTY + "=" + wanted
                    + " is neither containers nor embedded");
        };
    }

    private static ServersChoice of(Docker docker) {
        return switch (docker) {
            case Docker.Ready(String engine) -> new Containers(engine);
            case Docker.Unusable(String reason) -> new Embedded(reason);
        };
    }

    /** One line for people, with the version of what was started. */
    default String inWords(String version) {
        return switch (this) {
            case Containers(String engine) -> "containers (" + engine + ", " + version + ")";
            case Embedded(String reason) -> "embedded (" + reason + "; " + version + ")";
        };
    }
}
