package io.attune.registry;

import java.time.Instant;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import org.jspecify.annotations.Nullable;

/** What projects ask of their promotions, with every version kept. A promotion is decided by what stood when it was asked for. */
public interface PromotionPolicies {

    /** The version in force. */
    Stored current(ProjectId project);

    /** Every version, newest first. */
    List<Stored> history(ProjectId project);

    /**
     * Puts a policy in force, which needs the permission of an approver; the same again changes nothing.
     *
     * @param expected the version that was seen, or null where it does not matter
     * @throws PlatformException permission-denied; policy-changed, when another version is in force than was seen
     */
    Stored set(Caller approver, PromotionPolicy policy, @Nullable Integer expected);

    /**
     * A version of a policy.
     *
     * @param version from 1; 0 where there never was one
     * @param setBy empty for version 0
     */
    record Stored(PromotionPolicy policy, int version, Digest digest, String setBy, Instant setAt) {}
}
