package io.attune.platform.testing;

import java.net.URI;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.utility.DockerImageName;

/**
 * PostgreSQL and S3 each in a container, from the images that {@code infra/build/containers/build} makes.
 *
 * <p>Testcontainers removes them when the JVM ends. What a killed JVM left is removed by the next one, see {@link Owner}.
 */
final class ContainerServers implements Servers {
    static final DockerImageName POSTGRES = DockerImageName.parse("attune/postgres:18");
    static final DockerImageName S3 = DockerImageName.parse("attune/s3:4");

    private static final int POSTGRES_PORT = 5432;
    private static final int S3_PORT = 9000;
    private static final long SHARED_MEMORY_BYTES = 256L << 20;
    private static final int FORBIDDEN = 403;

    private final GenericContainer<?> postgres = container(POSTGRES, POSTGRES_PORT).withSharedMemorySize(
            SHARED_MEMORY_BYTES).waitingFor(Wait.forLogMessage(".*ready to accept connections.*", 1));
    // it answers, and wants a signature
    private final GenericContainer<?> s3 = container(S3, S3_PORT).waitingFor(Wait.forHttp("/").forStatusCode(
            FORBIDDEN));

    ContainerServers() {
        Owner.removeLeftovers(DockerClientFactory.instance().client());
        Startables.deepStart(postgres, s3).join();
    }

    private static GenericContainer<?> container(DockerImageName image, int port) {
        return new GenericContainer<>(image).withExposedPorts(port).withLabel(Owner.LABEL, Owner.current().toString());
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(POSTGRES_PORT) + "/" + database;
    }

    @Override
    public URI s3Endpoint() {
        return URI.create("http://" + s3.getHost() + ":" + s3.getMappedPort(S3_PORT));
    }
}
