package io.attune.index;

import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;

/**
 * all-MiniLM-L6-v2, quantised to int8: 384 dimensions, mean pooling, 256 word pieces, in its own ONNX session.
 *
 * <p>One thread works on one text and does not spin when it waits, because the runtime's defaults collapse on a busy
 * machine; callers get speed by embedding several texts at once. Weights and tokenizer come from the class path, so
 * nothing is downloaded.
 */
public final class MiniLmEmbedder implements Embedder, AutoCloseable {
    /** The native libraries have no build for this platform, or the weights are not there. */
    public static final ErrorCode UNAVAILABLE = new ErrorCode("embedder-unavailable", ErrorKind.UNAVAILABLE);

    private static final String WEIGHTS = "/all-minilm-l6-v2-q.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int DIMENSIONS = 384;
    private static final String TOKENS_MAX = "256";
    /** The native loaders need more stack than Java gives a thread by default, and die without a word. */
    private static final long LOADING_STACK_BYTES = 32L << 20;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    private MiniLmEmbedder(OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer) {
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /**
     * Loads the model: about 25 MB of weights and some tenths of a second.
     *
     * @throws PlatformException with {@link #UNAVAILABLE} when it cannot be loaded here
     */
    public static MiniLmEmbedder load() {
        FutureTask<MiniLmEmbedder> loading = new FutureTask<>(MiniLmEmbedder::open);
        new Thread(null, loading, "embedder-load", LOADING_STACK_BYTES).start();
        try {
            return loading.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ExecutionException e) {
            throw unavailable(e.getCause() == null ? e : e.getCause());
        }
    }

    private static MiniLmEmbedder open() throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        HuggingFaceTokenizer tokenizer = tokenizer();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return new MiniLmEmbedder(environment, environment.createSession(resource(WEIGHTS), options), tokenizer);
        }
    }

    private static PlatformException unavailable(Throwable cause) {
        return new PlatformException(UNAVAILABLE, "The embedding model cannot be loaded: " + cause.getMessage(),
                "Search goes on with text and exact facts; vectors need a platform with native builds.", cause);
    }

    @Override
    public String id() {
        return "all-minilm-l6-v2-q8";
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public Embedding embed(String text) {
        Encoding encoding = tokenizer.encode(text);
        long[] mask = encoding.getAttentionMask();
        try (OnnxTensor ids = tensor(encoding.getIds());
                OnnxTensor attention = tensor(mask);
                OnnxTensor types = tensor(encoding.getTypeIds());
                OrtSession.Result result = session.run(
                        Map.of("input_ids", ids, "attention_mask", attention, "token_type_ids", types))) {
            float[][][] states = (float[][][]) result.get(0).getValue();
            return Embedding.normalized(meanPool(states[0], mask));
        } catch (OrtException e) {
            throw new PlatformException(ErrorCode.INTERNAL, "A text of " + text.length()
                    + " characters could not be embedded: " + e.getMessage(), "", e);
        }
    }

    @Override
    public int tokens(String text) {
        return tokenizer.encode(text).getIds().length;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("The embedding session did not close", e);
        } finally {
            tokenizer.close();
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), new long[]{1, values.length});
    }

    private static float[] meanPool(float[][] tokens, long[] mask) {
        float[] mean = new float[tokens[0].length];
        for (int token = 0; token < tokens.length; token++) {
            if (mask[token] == 1) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += tokens[token][i];
                }
            }
        }
        return mean; // the length is normalised next, so the division by the count can be left out
    }

    private static HuggingFaceTokenizer tokenizer() throws IOException {
        try (InputStream in = stream(TOKENIZER)) {
            return HuggingFaceTokenizer.newInstance(in,
                    Map.of("truncation", "true", "maxLength", TOKENS_MAX, "padding", "false"));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = stream(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream stream(String name) throws IOException {
        InputStream in = MiniLmEmbedder.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("There is no " + name + " on the class path");
        }
        return in;
    }
}
