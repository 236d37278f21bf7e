package io.attune.orchestrator.stage;

import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.connection.ConnectionProfile;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.egress.Copies;
import io.attune.orchestrator.egress.Egress;
import io.attune.orchestrator.egress.VendorCopy;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.pipeline.Split;
import io.attune.provider.FileUpload;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import org.springframework.stereotype.Component;

/** The door through which a run's data goes to the vendor of its target. */
@Component
class Outbound {
    private final ConnectionProfiles connections;
    private final Catalog catalog;
    private final Egress egress;
    private final Copies copies;

    Outbound(ConnectionProfiles connections, Catalog catalog, Egress egress, Copies copies) {
        this.connections = connections;
        this.catalog = catalog;
        this.egress = egress;
        this.copies = copies;
    }

    /**
     * To be called before anything of the run's data is sent.
     *
     * @throws io.attune.kernel.PlatformException of code {@code egress-refused}
     */
    void require(Run run, Recipe recipe) {
        egress.require(run.project(), recipe.data(), connections.get(run.project(),
                recipe.target().connection()).destination());
        // a judge is shown questions and answers
        recipe.evaluation().judges().forEach(judge -> egress.require(run.project(), recipe.data(), connections.get(
                run.project(), judge.connection()).destination()));
    }

    /**
     * To be called before money is held for the run.
     *
     * @throws io.attune.kernel.PlatformException of code {@code model-ended}, when the target's base model is tuned no more
     */
    void requireTrainable(Run run, Recipe recipe) {
        ConnectionProfile connection = connections.get(run.project(), recipe.target().connection());
        catalog.requireTrainable(run.project(), connection.vendor(), recipe.target().baseModel());
    }

    /** Sends a file unless it lies there already; either way the copy is in the ledger before and after. */
    ProviderFileId send(Run run, Recipe recipe, FileUpload files, Split split, TrainingFile content, long bytes) {
        require(run, recipe);
        ConnectionProfile connection = connections.get(run.project(), recipe.target().connection());
        Fact.Dataset dataset = run.facts().get(Fact.Dataset.class);
        VendorCopy.Announced copy = new VendorCopy.Announced(run.project(), connection.name(),
                connection.account(), run.id(),
                split.name().toLowerCase(java.util.Locale.ROOT), dataset.name(), dataset.number(), content.label(),
                content.digest(), bytes, recipe.data().providerCopies());
        copies.announce(copy);
        ProviderFileId file = files.find(content).orElseGet(() -> files.upload(content));
        copies.sent(copy, file);
        return file;
    }
}
