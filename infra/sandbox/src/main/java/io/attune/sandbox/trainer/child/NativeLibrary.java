package io.attune.sandbox.trainer.child;

import ai.djl.engine.Engine;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;

/** The numerical library, which exists for some platforms only. */
final class NativeLibrary {

    private NativeLibrary() {}

    /**
     * Loads it.
     *
     * @throws TrainerException of kind PLATFORM_UNSUPPORTED if it has no build for this platform
     */
    static void load() {
        try {
            Engine.getEngine("PyTorch").newBaseManager().close();
        } catch (RuntimeException | LinkageError e) {
            throw new TrainerException(Kind.PLATFORM_UNSUPPORTED,
                    "PyTorch cannot be loaded on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                            + ", so the sandbox's model can neither be trained nor asked here; its database, its "
                            + "object store and every other provider work as usual. Builds exist for Linux "
                            + "(x86_64, aarch64), macOS (aarch64) and Windows (x86_64). Cause: " + e,
                    e);
        }
    }
}
