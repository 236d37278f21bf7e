package io.attune.orchestrator.stage;

import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.provider.Connections;
import io.attune.provider.Deploys;
import io.attune.registry.EndpointCloser;
import io.attune.registry.Lease;
import org.springframework.stereotype.Component;

/** Takes endpoints down at the vendors that let us make them. */
@Component
class VendorEndpoints implements EndpointCloser {
    private final Connections connections;

    VendorEndpoints(Connections connections) {
        this.connections = connections;
    }

    @Override
    public boolean serves(String connection) {
        return deploys(connection).isPresent();
    }

    @Override
    public void close(Lease lease) {
        Deploys deploys = deploys(lease.connection()).orElseThrow();
        deploys.undeploy(lease.endpoint());
        if (deploys.deployments().stream().anyMatch(there -> there.name().equals(lease.endpoint()))) {
            throw new IllegalStateException("the vendor still lists it");
        }
    }

    private Optional<Deploys> deploys(String connection) {
        try {
            return connections.provider(connection).ability(Deploys.class);
        } catch (PlatformException e) {
            return Optional.empty(); // the connection was taken out
        }
    }
}
