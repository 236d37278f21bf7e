package io.attune.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.attune.kernel.Digest;

/** Ability: what a job left behind (weights, metrics, logs) can be fetched. */
public interface ArtifactFetch {

    /**
     * Fetches everything an ended job left behind, in order of names. A file is complete or absent: what breaks off leaves
     * nothing under its name, and a repeat fetches again.
     *
     * @param folder exists; files are written into it and nowhere else, whatever the provider calls them
     * @throws ProviderException when the provider cannot be asked, does not know the job, or an artefact does not arrive
     * @throws IOException when the folder cannot be written
     */
    List<Artifact> fetch(ProviderJobId job, Path folder) throws IOException;

    /**
     * A file that was fetched.
     *
     * @param name the provider's, cleaned of everything but letters, digits, {@code . _ -}
     * @param file where it lies
     */
    record Artifact(String name, Path file, long bytes, Digest digest) {}
}
