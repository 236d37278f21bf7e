package io.attune.orchestrator.stage;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.Datasets;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.connection.ConnectionProfile;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.egress.Egress;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.run.Fact;
import io.attune.pipeline.Split;
import io.attune.provider.VendorQuote;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Quotes of a recipe without a run: of its newest dataset, at one target or at all of them side by side. */
@Component
public class Comparison {
    /** A month of an endpoint: a twelfth of 365 days. */
    static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);

    private final Recipes recipes;
    private final Datasets datasets;
    private final ConnectionProfiles connections;
    private final Catalog catalog;
    private final Egress egress;
    private final Estimate estimate;
    private final Prices prices;
    private final VendorQuotes vendors;

    Comparison(Recipes recipes, Datasets datasets, ConnectionProfiles connections, Catalog catalog, Egress egress,
            Estimate estimate, Prices prices, VendorQuotes vendors) {
        this.recipes = recipes;
        this.datasets = datasets;
        this.connections = connections;
        this.catalog = catalog;
        this.egress = egress;
        this.estimate = estimate;
        this.prices = prices;
        this.vendors = vendors;
    }

    /**
     * @param dataset what is quoted, such as {@code config-assistant@3}
     * @param choose what the recipe does with its targets
     */
    public record Compared(String recipe, int version, String dataset, String choose, List<Line> items) {}

    /**
     * One target.
     *
     * @param parameters by name, {@code auto} where the provider chooses
     * @param quote null where there is none, and then {@code problem} says why
     * @param told what the provider itself says, null where it does not
     * @param hostingPerMonth what an endpoint for the tuned model costs while it stands, null where nobody said
     */
    public record Line(String target, String connection, String vendor, String baseModel, String method,
            Map<String, String> parameters, Fact.@Nullable Quote quote, @Nullable Told told,
            @Nullable Money hostingPerMonth,
            @Nullable Trouble problem) {}

    /**
     * What a provider says.
     *
     * @param durationSeconds how long it would train, null when it does not say
     */
    public record Told(Money cost, @Nullable Long trainedTokens, @Nullable Long durationSeconds) {
        static Told of(VendorQuote.Quoted quoted) {
            TokenCount tokens = quoted.trainedTokens();
            Duration duration = quoted.duration();
            return new Told(quoted.cost(), tokens == null ? null : tokens.value(), duration == null
                    ? null
                    : duration.toSeconds());
        }
    }

    /** Why there is no quote. */
    public record Trouble(String code, String message, String nextStep) {}

    /**
     * Quotes a recipe's version in force.
     *
     * @param all whether every target is quoted, or the first alone
     * @throws PlatformException not-found, when there is no such recipe or it has no dataset yet
     */
    public Compared compare(ProjectId project, String name, boolean all) {
        StoredRecipe stored = recipes.find(project, name).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no recipe '" + name + "'", "Send it first: attune recipe apply FILE"));
        DatasetVersion dataset = datasets.find(project, name, "latest").orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "Recipe '" + name + "' has no dataset yet, and a quote counts its tokens",
                "Build it first, which costs nothing: attune dataset build RECIPE-FILE"));
        List<Recipe.Target> targets = stored.recipe().targets().list();
        return new Compared(name, stored.version(), name + "@" + dataset.ref().number(),
                stored.recipe().targets().choose().toString(), targets.stream().limit(all ? targets.size() : 1).map(
                        target -> line(project,
                                stored.recipe(), target, dataset)).toList());
    }

    private Line line(ProjectId project, Recipe recipe, Recipe.Target target, DatasetVersion dataset) {
        ConnectionProfile connection = connections.get(project, target.connection());
        Recipe.Target account = target.by(connection.account());
        Fact.Quote quote = null;
        Told told = null;
        Trouble trouble = null;
        try {
            egress.require(project, recipe.data(), connection.destination());
            catalog.requireTrainable(project, connection.vendor(), target.baseModel());
            DatasetVersion.SplitCount train = dataset.splits().getOrDefault(Split.TRAIN, new DatasetVersion.SplitCount(
                    0,
                    0));
            quote = estimate.of(project, recipe.at(account), dataset.ref(), train.tokens());
            told = vendors.ask(project, recipe.at(account), dataset.ref()).map(Told::of).orElse(null);
        } catch (PlatformException e) {
            trouble = new Trouble(e.code().value(), e.message(), e.nextStep());
        }
        return new Line(target.name(), connection.name(), connection.vendor(), target.baseModel(),
                target.method().word(), target.parameters(), quote, told, hosting(account), trouble);
    }

    private @Nullable Money hosting(Recipe.Target target) {
        return prices.look(target.connection(), target.baseModel(), Price.Kind.HOSTING).map(
                price -> price.amount().timesRoundedUp(HOURS_A_MONTH.divide(BigDecimal.valueOf(price.perTokens()), 6,
                        java.math.RoundingMode.CEILING))).orElse(null);
    }
}
