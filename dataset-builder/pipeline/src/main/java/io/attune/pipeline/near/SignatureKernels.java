package io.attune.pipeline.near;

import java.util.List;

/** The kernels that this machine can run. */
public final class SignatureKernels {
    private static final List<SignatureKernel> AVAILABLE = List.of(new LoopKernel());

    private SignatureKernels() {}

    /** All of them, the preferred one first. */
    public static List<SignatureKernel> available() {
        return AVAILABLE;
    }

    /** The preferred one. */
    public static SignatureKernel chosen() {
        return AVAILABLE.getFirst();
    }
}
