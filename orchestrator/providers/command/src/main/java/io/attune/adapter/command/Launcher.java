package io.attune.adapter.command;

import java.util.Locale;

/** What starts a trainer. */
enum Launcher {
    /** The host itself, as a process that outlives whoever asked. */
    PROCESS,
    /** Slurm's scheduler, asked on the host; the folder is shared with its nodes. */
    SLURM,
    /** Kubernetes; the folder is on a volume that its pods mount too. */
    KUBERNETES;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the folder's script shall do: Kubernetes is asked from here. */
    String verb() {
        return this == KUBERNETES ? "none" : word();
    }
}
