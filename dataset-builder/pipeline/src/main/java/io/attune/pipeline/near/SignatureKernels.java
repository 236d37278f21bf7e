package io.attune.pipeline.near;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The kernels that this process can run: always the plain loops, and the Vector API when Java was started with
 * {@code --add-modules jdk.incubator.vector} on a machine whose vectors fit.
 */
public final class SignatureKernels {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNEL = "io.attune.pipeline.near.VectorKernel";
    private static final List<SignatureKernel> AVAILABLE = Stream.of(vector(), new LoopKernel()).filter(
            kernel -> kernel != null).toList();

    private SignatureKernels() {}

    /** All of them, the preferred one first. */
    public static List<SignatureKernel> available() {
        return AVAILABLE;
    }

    /** The preferred one. */
    public static SignatureKernel chosen() {
        return AVAILABLE.getFirst();
    }

    private static @Nullable SignatureKernel vector() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return null;
        }
        try {
            return (SignatureKernel) Class.forName(VECTOR_KERNEL).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError notOnThisMachine) {
            return null;
        }
    }
}
