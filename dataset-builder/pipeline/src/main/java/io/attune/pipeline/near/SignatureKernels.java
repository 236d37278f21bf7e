package io.attune.pipeline.near;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * The kernels that this process can run: always the plain loops, and the Vector API when Java was started with
 * {@code --add-modules jdk.incubator.vector} on a machine whose vectors fit.
 */
public final class SignatureKernels {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNEL = "io.attune.pipeline.near.VectorKernel";
    private static final String COMPILER_LEVEL = "TieredStopAtLevel";
    private static final int OPTIMISING = 4;
    private static final SignatureKernel LOOP = new LoopKernel();
    private static final Optional<SignatureKernel> VECTOR = vector();
    private static final SignatureKernel CHOSEN = VECTOR.filter(kernel -> compilesVectors()).orElse(LOOP);

    private SignatureKernels() {}

    /** All of them. */
    public static List<SignatureKernel> available() {
        return Stream.concat(Stream.of(LOOP), VECTOR.stream()).toList();
    }

    /** The fastest here: the Vector API where the compiler that makes it fast runs, else the loops. */
    public static SignatureKernel chosen() {
        return CHOSEN;
    }

    /** Without the optimising compiler every vector is an object, and the loops are far faster. */
    private static boolean compilesVectors() {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return machine != null && Integer.parseInt(machine.getVMOption(COMPILER_LEVEL).getValue()) >= OPTIMISING;
        } catch (IllegalArgumentException notHotSpot) {
            return false;
        }
    }

    private static Optional<SignatureKernel> vector() {
        if (ModuleLayer.boot().findModule(VECTOR_MODULE).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Class.forName(VECTOR_KERNEL).asSubclass(
                    SignatureKernel.class).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | LinkageError notOnThisMachine) {
            return Optional.empty();
        }
    }
}
