package io.attune.orchestrator.recipe.git;

/**
 * A folder whose files say what is in force.
 *
 * @param repository its address without credentials, or where it lies when it has none
 * @param folder within the repository, empty for its top
 */
public record GitFolder(String repository, String folder) {
    private static final int LENGTH_MAX = 1_000;

    public GitFolder {
        if (repository.isBlank() || repository.length() > LENGTH_MAX || folder.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("A folder's repository has 1 to " + LENGTH_MAX + " characters");
        }
        if (repository.matches("[a-z+]+://[^/]*@.*")) {
            throw new IllegalArgumentException("A repository's address is kept without user and password");
        }
    }

    @Override
    public String toString() {
        return folder.isEmpty() ? repository : repository + " (" + folder + ")";
    }
}
