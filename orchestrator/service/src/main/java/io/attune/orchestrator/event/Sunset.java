package io.attune.orchestrator.event;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.orchestrator.catalog.BaseModel;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.connection.AnnouncedRetirements;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.timing.When;
import io.attune.orchestrator.schedule.EventTrigger;
import org.springframework.stereotype.Component;

/** The base model's end is near: by the catalogue, it cannot be tuned, or what was tuned from it does not answer, any more. */
@Component
class Sunset implements EventTrigger {
    private final Catalog catalog;
    private final ConnectionProfiles connections;
    private final AnnouncedRetirements announced;
    private final InstantSource clock;

    Sunset(Catalog catalog, ConnectionProfiles connections, AnnouncedRetirements announced, InstantSource clock) {
        this.catalog = catalog;
        this.connections = connections;
        this.announced = announced;
        this.clock = clock;
    }

    @Override
    public String event() {
        return When.SUNSET;
    }

    @Override
    public Optional<Occasion> look(StoredRecipe recipe, Map<String, String> settings) {
        long days = Long.parseLong(settings.getOrDefault(When.WITHIN, "0d").replace("d", ""));
        return recipe.recipe().targets().list().stream().flatMap(target -> look(recipe, target,
                days).stream()).findFirst();
    }

    private Optional<Occasion> look(StoredRecipe recipe, Recipe.Target target, long days) {
        announced.learn(recipe.project(), target.connection(), target.baseModel());
        String vendor = connections.get(recipe.project(), target.connection()).vendor();
        return catalog.find(recipe.project(), vendor, target.baseModel()).flatMap(
                model -> occasion(model, target.baseModel(), days));
    }

    private Optional<Occasion> occasion(BaseModel model, String name, long days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return ends(model).filter(end -> ChronoUnit.DAYS.between(today, end) <= days).map(
                end -> new Occasion(model.vendor() + "/" + end + "/" + name.substring(0, Math.min(60, name.length())),
                        "the base model " + name + " at " + model.vendor() + (end.equals(model.servingEnds())
                                ? " answers until "
                                : " can be tuned until ") + end + ", by " + model.source()));
    }

    /** The earlier of both. */
    private static Optional<LocalDate> ends(BaseModel model) {
        return Stream.of(Optional.ofNullable(model.trainingEnds()), Optional.ofNullable(model.servingEnds())).flatMap(
                Optional::stream).min(LocalDate::compareTo);
    }
}
