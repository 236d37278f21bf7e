package io.attune.orchestrator.recipe;

import java.util.Arrays;
import java.util.List;

import io.attune.kernel.Problems;
import io.attune.orchestrator.egress.Classification;
import io.attune.orchestrator.egress.CopyTerms;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import io.attune.orchestrator.recipe.text.YamlNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a recipe writes what kind of data it is and where copies may lie. */
final class DataShape {
    private static final Field<Classification> CLASSIFICATION = Field.optional("classification", Shapes.oneOf(
            "data class", Arrays.asList(Classification.values())),
            "How far the data may be known; internal unless said.");
    private static final Field<List<String>> REGIONS = Field.optional("regions", new Regions(),
            "Where copies may lie, like [eu] or [us-east-1], or any; any unless said.");
    private static final Field<CopyTerms> PROVIDER_COPIES = Field.optional("providerCopies", Shapes.parsed(
            CopyTerms::parse, "Write keep, delete-after-run or 'expire-after 30d'."),
            "How long copies stay at the provider; delete-after-run unless said.");

    static final Shape<DataPolicy> DATA = new ObjectShape<>("data", List.of(CLASSIFICATION, REGIONS, PROVIDER_COPIES),
            (f, problems) -> new DataPolicy(f.get(CLASSIFICATION, DataPolicy.DEFAULT.classification()), f.get(REGIONS,
                    DataPolicy.DEFAULT.regions()), f.get(PROVIDER_COPIES, DataPolicy.DEFAULT.providerCopies())));

    private DataShape() {}

    /** {@code any}, or a list of at least one. */
    private static final class Regions implements Shape<List<String>> {
        private final Shape<List<String>> list = Shapes.list(Shapes.text(), "regions", 1);

        @Override
        public @Nullable List<String> read(YamlNode node, Problems problems) {
            return node instanceof YamlNode.Scalar word && word.text().equals("any")
                    ? List.of()
                    : list.read(node, problems);
        }

        @Override
        public ObjectNode schema() {
            ObjectNode either = JsonNodeFactory.instance.objectNode();
            either.putArray("anyOf").add(list.schema()).addObject().put("const", "any");
            return either;
        }
    }
}
