package io.attune.cli.command;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;

/**
 * What Git says of a folder, asked of the program {@code git}.
 *
 * @param repository the address of its remote without credentials, or the folder of the work tree; the folder itself where
 *     there is no repository
 * @param folder within the repository; empty for its top
 * @param commit the head, or empty where nothing was ever committed
 * @param uncommitted paths, seen from the folder, that differ from the head
 */
record GitWorkTree(String repository, String folder, String commit, Set<String> uncommitted) {

    /** Asks; a folder that is in no repository, or no git to ask, is no failure. */
    static GitWorkTree of(Path folder) {
        Path asked = folder.toAbsolutePath().normalize();
        Optional<String> top = git(asked, "rev-parse", "--show-toplevel");
        if (top.isEmpty()) {
            return new GitWorkTree(asked.toString(), "", "", Set.of());
        }
        String prefix = git(asked, "rev-parse", "--show-prefix").orElse("");
        String remote = git(asked, "remote", "get-url", "origin").map(GitWorkTree::withoutCredentials).orElse("");
        return new GitWorkTree(remote.isEmpty() ? top.get() : remote, prefix.isEmpty()
                ? ""
                : prefix.substring(0, prefix.length() - 1), git(asked, "rev-parse", "--verify", "-q", "HEAD").orElse(
                        ""), uncommitted(asked, prefix));
    }

    private static Set<String> uncommitted(Path folder, String prefix) {
        Set<String> paths = new TreeSet<>();
        // a renamed file's old path is an entry of its own without a state
        for (String entry : git(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--",
                ".").orElse("").split("\0", -1)) {
            if (entry.length() > 3 && entry.substring(3).startsWith(prefix)) {
                paths.add(entry.substring(3 + prefix.length()));
            }
        }
        return paths;
    }

    /** The same address without user and password, whatever its form. */
    static String withoutCredentials(String remote) {
        try {
            URI uri = new URI(remote);
            if (uri.getRawUserInfo() != null && uri.getScheme() != null) {
                return remote.replace(uri.getRawUserInfo() + "@", "");
            }
            return remote;
        } catch (URISyntaxException e) {
            return remote; // git@host:path has no password
        }
    }

    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(out.stripTrailing()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "Interrupted", List.of(), "The same command resumes.", e);
        }
    }
}
