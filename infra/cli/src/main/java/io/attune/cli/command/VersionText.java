package io.attune.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.IVersionProvider;

/** {@code --version}: the version, the commit of the sources where there are any, and the Java that runs it. */
final class VersionText implements IVersionProvider {
    private final Cli cli;

    VersionText(Cli cli) {
        this.cli = cli;
    }

    @Override
    public String[] getVersion() {
        String commit = commit(cli.installation().root());
        return new String[]{"attune " + version() + (commit.isEmpty() ? "" : " (" + commit + ")") + ", Java "
                + Runtime.version().feature()};
    }

    /** The version this program was built as. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = VersionText.class.getResourceAsStream("/io/attune/cli/version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            // said as unknown
        }
        return properties.getProperty("version", "unknown");
    }

    private static String commit(Path root) {
        if (!Files.exists(root.resolve(".git"))) {
            return "";
        }
        try {
            Process git = new ProcessBuilder("git", "-C", root.toString(), "rev-parse", "--short=12",
                    "HEAD").redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            return git.waitFor(5, TimeUnit.SECONDS) && git.exitValue() == 0 ? text : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
