package io.attune.orchestrator.egress;

import java.time.Instant;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.provider.ProviderFileId;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a project's data at a vendor.
 *
 * @param account in which the copy lies: one name for each account, whoever uses it
 * @param part of the dataset version: {@code train} or {@code validation}
 * @param label and {@code digest} make the file's name at the vendor
 * @param bytes of the file
 * @param file the vendor's name for it, null until the vendor has told
 * @param expiresAt not before this is it deleted, null when its terms name no day
 * @param deletedAt when the vendor took the delete
 * @param absentAt when it was seen that it is gone
 * @param proof what the vendor answered to the delete and to the question afterwards
 * @param trouble what went wrong last, empty when nothing did
 */
public record VendorCopy(long id, ProjectId project, String connection, String account, RunId run, String part,
        String dataset,
        int version, String label, Digest digest, long bytes, CopyTerms terms, State state,
        @Nullable ProviderFileId file, Instant announcedAt, @Nullable Instant sentAt, @Nullable Instant expiresAt,
        @Nullable Instant deletedAt, @Nullable Instant absentAt, String proof, int attempts, String trouble) {

    /** Where a copy stands. */
    public enum State {
        /** Announced; whether it arrived is not known yet. */
        SENDING,
        /** It lies at the vendor. */
        LYING,
        /** This run needs it no more, and another run of the same content does. */
        RELEASED,
        /** It is being deleted. */
        DELETING,
        /** The vendor took the delete. */
        DELETED,
        /** It was seen to be gone, or never to have arrived. */
        GONE
    }

    /**
     * A copy about to be sent.
     *
     * @param account in which it will lie
     * @param run that needs it
     */
    public record Announced(ProjectId project, String connection, String account, RunId run, String part,
            String dataset, int version,
            String label, Digest digest, long bytes, CopyTerms terms) {}
}
