package io.attune.provider;

import java.util.List;

import io.attune.kernel.Problem;

/** Ability: the provider looks at a request before anything is paid for. */
public interface RemoteValidation {

    /**
     * Asks the provider about everything in a request that it can look at without creating a job: whether its files are
     * there and whole, its model exists, its grader is well formed. Free of charge. An empty list promises nothing more
     * than that; {@link SubmitRequest#sendBefore()} is not looked at.
     *
     * @return all problems, each naming the field of the request, such as {@code baseModel}
     * @throws ProviderException when the provider cannot be asked
     */
    List<Problem> validate(SubmitRequest request);
}
