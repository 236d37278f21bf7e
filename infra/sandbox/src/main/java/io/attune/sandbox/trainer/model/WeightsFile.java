package io.attune.sandbox.trainer.model;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Weights as a safetensors file that says its own dimensions. */
public final class WeightsFile {

    private WeightsFile() {}

    /** The file's bytes; equal weights give equal bytes. */
    public static byte[] write(Weights weights) {
        ModelShape shape = weights.shape();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "pt");
        metadata.put("model", "attune-mini");
        metadata.put("heads", Integer.toString(shape.heads()));
        metadata.put("context", Integer.toString(shape.context()));
        return new Safetensors(metadata, weights.tensors()).toBytes();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file is damaged or holds another kind of model
     */
    public static Weights read(byte[] file) throws IOException {
        Safetensors content = Safetensors.parse(file);
        try {
            ModelShape shape = shapeOf(content);
            List<Tensor> expected = Weights.initial(shape, 0).tensors();
            for (int i = 0; i < Math.max(expected.size(), content.tensors().size()); i++) {
                requireSame(expected.get(i), content.tensors().get(i));
            }
            return new Weights(shape, content.tensors());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("These tensors are no model of this trainer: " + e.getMessage(), e);
        }
    }

    private static ModelShape shapeOf(Safetensors content) {
        Tensor embedding = tensor(content, Transformer.EMBEDDING);
        Tensor feedIn = tensor(content, LayerNames.of(0).feedIn());
        int layers = 0;
        for (Tensor tensor : content.tensors()) {
            layers += tensor.name().equals(LayerNames.of(layers).queryKeyValue()) ? 1 : 0;
        }
        return new ModelShape(Math.toIntExact(embedding.shape()[0]), Math.toIntExact(embedding.shape()[1]), layers,
                number(content, "heads"), Math.toIntExact(feedIn.shape()[1]), number(content, "context"));
    }

    private static Tensor tensor(Safetensors content, String name) {
        return content.tensors().stream().filter(tensor -> tensor.name().equals(name)
                && tensor.isMatrix()).findFirst().orElseThrow(() -> new IllegalArgumentException("there is no matrix "
                        + name));
    }

    private static int number(Safetensors content, String name) {
        return Integer.parseInt(content.metadata().getOrDefault(name, "none"));
    }

    private static void requireSame(Tensor expected, Tensor found) {
        if (!expected.name().equals(found.name()) || !Arrays.equals(expected.shape(), found.shape())) {
            throw new IllegalArgumentException("expected " + expected.name() + Arrays.toString(expected.shape())
                    + ", found " + found.name() + Arrays.toString(found.shape()));
        }
    }
}
