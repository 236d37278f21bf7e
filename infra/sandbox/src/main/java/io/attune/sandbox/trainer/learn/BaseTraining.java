package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

import io.attune.kernel.Digest;
import io.attune.sandbox.trainer.BaseModel;
import io.attune.sandbox.trainer.BaseProgress;
import io.attune.sandbox.trainer.BaseProgress.Phase;
import io.attune.sandbox.trainer.TrainerConfig.Size;
import io.attune.sandbox.trainer.corpus.Corpus;
import io.attune.sandbox.trainer.corpus.SourceArchives;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.model.WeightsFile;
import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.ChatTemplate;
import io.attune.sandbox.trainer.text.TokenSequence;
import io.attune.sandbox.trainer.text.TokenizerFile;
import io.attune.sandbox.trainer.text.Vocabulary;
import io.attune.sandbox.trainer.text.VocabularyLearner;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the base model from a corpus, once: the result is kept in a folder named by the digest of all that determines it.
 */
public final class BaseTraining {

    /** To be raised when the same corpus and recipe would give other weights. */
    private static final int TRAINER_VERSION = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String WEIGHTS = "model.safetensors";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String MANIFEST = "manifest.json";

    private final Path cache;
    private final SourceArchives sources;
    private final BaseRecipe recipe;
    private final int threads;

    /**
     * @param cache the folder that holds all base models
     * @param threads threads that the numerical library uses, on which the last digits of weights depend
     */
    public BaseTraining(Path cache, Size size, int threads) {
        this.cache = cache;
        this.sources = size == Size.TINY ? SourceArchives.smallest() : SourceArchives.all();
        this.recipe = BaseRecipe.of(size);
        this.threads = threads;
    }

    /** The base model, found in the cache or trained now. */
    public BaseModel prepare(Consumer<BaseProgress> progress) throws IOException {
        ObjectNode origin = JSON.createObjectNode().put("trainer", TRAINER_VERSION).put("threads", threads).put(
                "corpus", sources.digest().toString()).put("recipe", recipe.toString());
        Digest digest = Digest.of(origin.toString());
        Path folder = cache.resolve(digest.hex());
        if (!Files.exists(folder)) {
            train(folder, origin, progress);
        }
        progress.accept(new BaseProgress(Phase.READY, 1, 1));
        Weights weights = WeightsFile.read(Files.readAllBytes(folder.resolve(WEIGHTS)));
        return new BaseModel(digest, folder.resolve(WEIGHTS), folder.resolve(TOKENIZER), weights.parameterCount(),
                weights.shape().vocabulary(), weights.shape().context());
    }

    private void train(Path folder, ObjectNode origin, Consumer<BaseProgress> progress) throws IOException {
        progress.accept(new BaseProgress(Phase.TOKENIZER, 0, 1));
        Corpus corpus = sources.corpus();
        Vocabulary vocabulary = VocabularyLearner.learn(corpus.texts(), recipe.vocabulary());
        progress.accept(new BaseProgress(Phase.TOKENIZER, 1, 1));
        byte[] weights = WeightsFile.write(trainWeights(corpus, vocabulary, progress));
        byte[] tokenizer = TokenizerFile.write(vocabulary);
        ObjectNode manifest = JSON.createObjectNode();
        manifest.set("origin", origin);
        manifest.put(WEIGHTS, Digest.of(weights).toString()).put(TOKENIZER, Digest.of(tokenizer).toString());

        Files.createDirectories(cache);
        Path draft = Files.createTempDirectory(cache, "draft-");
        Files.write(draft.resolve(WEIGHTS), weights);
        Files.write(draft.resolve(TOKENIZER), tokenizer);
        Files.write(draft.resolve(MANIFEST), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        // A whole folder appears at once, so a model that is there is complete, whenever this process is killed.
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private Weights trainWeights(Corpus corpus, Vocabulary vocabulary, Consumer<BaseProgress> progress) {
        ChatTemplate template = new ChatTemplate(new BytePairTokenizer(vocabulary));
        List<TokenSequence> rows = CorpusRows.of(corpus, template, recipe.steps() * recipe.rows(), recipe.rowLength(),
                recipe.conversationShare());
        LearningRate rate = LearningRate.over(recipe.steps(), recipe.peakRate());
        Weights start = Weights.initial(recipe.shape(vocabulary.size()), recipe.seed());
        try (Learner learner = new Learner(start, recipe.weightDecay())) {
            for (int step = 1; step <= recipe.steps(); step++) {
                learner.step(rows.subList((step - 1) * recipe.rows(), step * recipe.rows()), rate.at(step));
                progress.accept(new BaseProgress(Phase.TRAINING, step, recipe.steps()));
            }
            return learner.weights();
        }
    }
}
