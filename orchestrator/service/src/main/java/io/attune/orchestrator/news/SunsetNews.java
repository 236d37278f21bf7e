package io.attune.orchestrator.news;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.BaseModel;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.connection.ConnectionProfile;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.notify.Notices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.platform.Watch;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells 90, 30 and 7 days before a recipe's base model can no longer be tuned or asked. */
@Component
class SunsetNews implements SmartLifecycle {
    private static final List<Integer> DAYS_BEFORE = List.of(7, 30, 90);
    private static final Duration PAUSE = Duration.ofHours(6);

    private final JdbcClient jdbc;
    private final Recipes recipes;
    private final Catalog catalog;
    private final ConnectionProfiles connections;
    private final Notices notices;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final boolean control;
    private final Watch watch = new Watch("sunset-news", PAUSE, this::look);

    SunsetNews(JdbcClient jdbc, Recipes recipes, Catalog catalog, ConnectionProfiles connections, Notices notices,
            TransactionOperations transactions, InstantSource clock,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles) {
        this.jdbc = jdbc;
        this.recipes = recipes;
        this.catalog = catalog;
        this.connections = connections;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
        control = roles.contains("control");
    }

    /** Looks at every recipe in force. */
    void look() {
        List<ProjectId> projects = jdbc.sql("select distinct project from orchestrator.recipe order by 1").query((row,
                n) -> new ProjectId(row.getString(1))).list();
        projects.forEach(project -> recipes.list(project).forEach(stored -> stored.recipe().targets().list().forEach(
                target -> look(stored, target))));
    }

    private void look(StoredRecipe stored, Recipe.Target target) {
        if (!connections.names(stored.project()).contains(target.connection())) {
            return;
        }
        ConnectionProfile connection = connections.get(stored.project(), target.connection());
        catalog.find(stored.project(), connection.vendor(), target.baseModel()).ifPresent(model -> Stream.of(end(
                model.trainingEnds(), "can be tuned"), end(model.servingEnds(), "answers")).flatMap(
                        List::stream).forEach(
                                end -> tell(stored, model, end)));
    }

    private record End(LocalDate day, String what) {
    }

    private static List<End> end(@org.jspecify.annotations.Nullable LocalDate day, String what) {
        return day == null ? List.of() : List.of(new End(day, what));
    }

    private void tell(StoredRecipe stored, BaseModel model, End end) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long left = ChronoUnit.DAYS.between(today, end.day());
        DAYS_BEFORE.stream().filter(days -> left >= 0 && left <= days).findFirst().ifPresent(
                days -> transactions.executeWithoutResult(status -> notices.tell(new Notice(stored.project(),
                        "model.sunset", stored.name() + "/" + model.vendor() + "/" + model.model() + "/" + end.what()
                                + "/" + end.day() + "/" + days, stored.name(), "its base model " + model.model()
                                        + " at "
                                        + model.vendor() + " " + end.what() + " until " + end.day() + ", by "
                                        + model.source() + ". Others: attune catalog models", Map.of("model",
                                                model.model(), "vendor", model.vendor(), "until", end.day().toString(),
                                                "recipe", stored.name())))));
    }

    @Override
    public void start() {
        if (control) {
            watch.start();
        }
    }

    @Override
    public void stop() {
        watch.stop();
    }

    @Override
    public boolean isRunning() {
        return watch.isRunning();
    }
}
