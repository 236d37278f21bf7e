package io.attune.orchestrator.connection;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.BaseModel;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.provider.Connections;
import io.attune.provider.ModelRetirement;
import io.attune.provider.ProviderModelId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes over into the catalogue when vendors say that models end. */
@Component
public class AnnouncedRetirements {
    private static final Logger log = LoggerFactory.getLogger(AnnouncedRetirements.class);
    private static final String ACTOR = "vendor";

    private final Connections connections;
    private final ConnectionProfiles profiles;
    private final Catalog catalog;
    private final InstantSource clock;

    AnnouncedRetirements(Connections connections, ConnectionProfiles profiles, Catalog catalog, InstantSource clock) {
        this.connections = connections;
        this.profiles = profiles;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Asks the vendor of a connection about a model that the catalogue knows, and records for the project what it announces
     * anew. A vendor that cannot be asked changes nothing.
     */
    public void learn(ProjectId project, String connection, String model) {
        try {
            ConnectionProfile profile = profiles.get(project, connection);
            Optional<BaseModel> known = catalog.find(project, profile.vendor(), model);
            Optional<ModelRetirement> vendor = connections.provider(project, connection).ability(
                    ModelRetirement.class);
            if (known.isPresent() && vendor.isPresent()) {
                vendor.get().retirement(new ProviderModelId(model)).flatMap(announced -> news(profile.vendor(), model,
                        known.get(), announced)).ifPresent(row -> catalog.record(project, ACTOR, List.of(row)));
            }
        } catch (RuntimeException e) { // whatever is wrong with an adapter, the catalogue stands
            log.info("What connection '{}' announces of '{}' is not known: {}", connection, model, e.getMessage());
        }
    }

    private Optional<BaseModel> news(String vendor, String model, BaseModel known, ModelRetirement.Retirement said) {
        LocalDate training = or(said.trainingEnds(), known.trainingEnds());
        LocalDate serving = or(said.servingEnds(), known.servingEnds());
        boolean same = Objects.equals(training, known.trainingEnds()) && Objects.equals(serving, known.servingEnds());
        return same
                ? Optional.empty()
                : Optional.of(new BaseModel(vendor, model, known.methods(), known.trainIn(), known.serveIn(),
                        known.limits(), training, serving, "announced by the vendor's API", LocalDate.ofInstant(
                                clock.instant(), ZoneOffset.UTC), true));
    }

    private static @Nullable LocalDate or(@Nullable Instant said, @Nullable LocalDate known) {
        return said == null ? known : LocalDate.ofInstant(said, ZoneOffset.UTC);
    }
}
