package io.attune.orchestrator.recipe;

import java.util.List;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Recipe.Feed;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import org.jspecify.annotations.Nullable;

/** How a recipe writes the knowledge a model is paired with and how it answers. */
final class KnowledgeShape {
    private static final Field<String> FEED_TYPE = Field.required("type",
            Shapes.oneOf("feed type", List.of("spring-metadata")), "The kind of feed: spring-metadata.");
    private static final Field<List<String>> ARTIFACTS = Field.required("artifacts",
            Shapes.list(Shapes.text(), "artifacts", 1), "Maven artifact ids.");
    private static final Field<String> VERSION = Field.required("version", Shapes.text(),
            "The version of all the artifacts, like 2.7.18.");
    private static final Shape<Feed> FEED = new ObjectShape<>("a feed", List.of(FEED_TYPE, ARTIFACTS, VERSION),
            (f, problems) -> new Feed(f.get(ARTIFACTS), f.get(VERSION)));

    private static final Field<String> BASE = Field.optional("base", Shapes.name(), "The knowledge base's name.");
    private static final Field<List<Feed>> FEEDS = Field.optional("feeds", Shapes.list(FEED, "feeds", 0),
            "What fills it; documents may also be put into it directly.");
    private static final Field<String> NONE = Field.optional("none", Shapes.text(),
            "Why the model is served without knowledge; the reason is kept.");
    static final Shape<Knowledge> KNOWLEDGE = new ObjectShape<>("knowledge", List.of(BASE, FEEDS, NONE),
            KnowledgeShape::knowledge);

    private static final Field<Located<String>> PROMPT = Field.optional("prompt", Located.of(Shapes.text()),
            "The path of a file beside the recipe: the system prompt.");
    private static final Field<String> WITHOUT_SUPPORT = Field.optional("withoutSupport",
            Shapes.oneOf("choice", List.of("abstain")), "What to do when nothing supports an answer: abstain.");
    private static final Field<String> ABSTENTION = Field.optional("abstention", Shapes.text(),
            "What is said when nothing supports an answer.");
    static final Shape<WrittenAnswers> ANSWERS = new ObjectShape<>("answers",
            List.of(PROMPT, WITHOUT_SUPPORT, ABSTENTION),
            (f, problems) -> new WrittenAnswers(f.find(PROMPT), f.find(ABSTENTION)));

    private KnowledgeShape() {}

    /** What was written under {@code answers}; an absent part is null. */
    record WrittenAnswers(@Nullable Located<String> prompt, @Nullable String abstention) {}

    private static @Nullable Knowledge knowledge(Fields f, Problems problems) {
        String base = f.find(BASE);
        String reason = f.find(NONE);
        if ((base == null) == (reason == null)) {
            f.node().problem(problems, base == null
                    ? "knowledge names no base"
                    : "knowledge has both 'base' and 'none'",
                    "Write either 'base: <name>' or 'none: <why the pairing is declined>'.");
            return null;
        }
        if (base != null) {
            return new Knowledge.Base(base, f.get(FEEDS, List.of()));
        }
        if (f.has(FEEDS)) {
            f.node().problem(problems, "knowledge that is declined has no feeds", "Leave 'feeds' out.");
        }
        return new Knowledge.None(f.get(NONE));
    }
}
