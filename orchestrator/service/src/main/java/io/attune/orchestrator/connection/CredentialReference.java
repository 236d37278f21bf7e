package io.attune.orchestrator.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.provider.ProviderException;
import org.springframework.core.env.Environment;

/**
 * Where a credential lies. Who may add connections to a project names a variable or a file, and so could send anything that
 * the platform can read to a server of his own; therefore only what the operator has put aside for that project can be
 * named: variables that begin with {@code ATTUNE_CREDENTIAL_<PROJECT>__}, and files in {@code credentials/<project>} of the
 * platform's home.
 */
final class CredentialReference {
    static final String AMBIENT = "ambient";
    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    /** Long, of one word, and no name of anything. */
    private static final Pattern LIKE_A_SECRET = Pattern.compile(
            "(?i)(sk|pk|fw|key|api|ghp|xox[a-z]|bearer|ya29|AKIA|AIza)[-_ .].{8,}|AKIA.{12,}|AIza.{20,}|eyJ.{20,}"
                    + "|[A-Za-z0-9+/=_-]{24,}|-----BEGIN.*");

    private final Path folder;
    private final String prefix;
    private final Environment environment;

    CredentialReference(Path home, ProjectId project, Environment environment) {
        this.folder = home.resolve("credentials").resolve(project.value());
        this.prefix = "ATTUNE_CREDENTIAL_" + project.value().toUpperCase(Locale.ROOT).replace('-', '_') + "__";
        this.environment = environment;
    }

    /** What is wrong with a reference. The message never repeats what may be a secret. */
    Optional<Problem> problem(String reference) {
        String help = "Write env:" + prefix + "NAME for a variable, file:NAME for a file in " + folder
                + ", or ambient for the machine's own identity.";
        if (reference.equals(AMBIENT)) {
            return Optional.empty();
        }
        if (reference.startsWith("env:")) {
            String name = reference.substring(4);
            return VARIABLE.matcher(name).matches() && name.startsWith(prefix) && name.substring(
                    prefix.length()).matches("[A-Z0-9].*")
                            ? Optional.empty()
                            : Optional.of(new Problem("/credential", "this variable is not set aside for the project",
                                    help));
        }
        if (reference.startsWith("file:")) {
            return FILE.matcher(reference.substring(5)).matches()
                    ? Optional.empty()
                    : Optional.of(new Problem("/credential", "this file is not one of those set aside for the project",
                            help));
        }
        return Optional.of(looksLikeASecret(reference)
                ? new Problem("/credential", "this looks like the credential itself, which is not kept here",
                        "Change it at the vendor if others may have seen it. " + help)
                : new Problem("/credential", "this says not where the credential lies", help));
    }

    /** Whether a text is rather a secret than a word about something. */
    static boolean looksLikeASecret(String text) {
        return LIKE_A_SECRET.matcher(text.strip()).matches();
    }

    /** Reads the credential anew each time; empty where the machine's own identity is used. */
    Supplier<String> supplier(String connection, String reference) {
        if (reference.startsWith("env:")) {
            return () -> variable(connection, reference.substring(4));
        }
        return reference.startsWith("file:")
                ? () -> file(connection, folder.resolve(reference.substring(5)))
                : () -> "";
    }

    private String variable(String connection, String name) {
        String value = environment.getProperty(name);
        if (value == null || value.isBlank()) {
            throw missing(connection, "the environment variable " + name + " is not set for the platform", null);
        }
        return value.strip();
    }

    private String file(String connection, Path file) {
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw missing(connection, "the file " + file + " leads out of its folder", null);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw missing(connection, "the file " + file + " cannot be read", e);
        }
    }

    private static ProviderException missing(String connection, String why,
            @org.jspecify.annotations.Nullable Exception cause) {
        return new ProviderException(ProviderException.CREDENTIAL, "There is no credential for the connection '"
                + connection + "': " + why, "Put the provider's API key there.", null, cause);
    }
}
