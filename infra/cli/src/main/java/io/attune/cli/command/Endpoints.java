package io.attune.cli.command;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

import io.attune.cli.api.Endpoint;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.processes.DataFolder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the platform to speak to: a named profile, then the environment, then the local one. */
final class Endpoints {
    private final Map<String, String> environment;
    private final DataFolder folder;

    Endpoints(Map<String, String> environment, DataFolder folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /**
     * The platform to speak to.
     *
     * @param profile a name in the profiles' file, or null
     * @param project the project asked for, or null
     * @throws CliException when the profile is not there, or no platform runs here
     */
    Endpoint find(@Nullable String profile, @Nullable String project) {
        if (profile != null) {
            return ofProfile(profile, project);
        }
        String url = environment.getOrDefault("ATTUNE_URL", "");
        String key = environment.getOrDefault("ATTUNE_KEY", "");
        String wanted = orElse(project, environment.getOrDefault("ATTUNE_PROJECT", ""));
        if (!url.isEmpty()) {
            return new Endpoint(address(url, "ATTUNE_URL"), key, wanted);
        }
        JsonNode local = Json.read(folder.platformFile()).orElseThrow(
                () -> new CliException(ExitCode.OUTSIDE, "No platform runs on " + folder.path(),
                        "Start it with: ./attune up"));
        return new Endpoint(URI.create(Json.text(local, "/url")), key.isEmpty() ? adminKey() : key, wanted);
    }

    private Endpoint ofProfile(String profile, @Nullable String project) {
        Path file = Path.of(environment.getOrDefault("XDG_CONFIG_HOME",
                environment.getOrDefault("HOME", ".") + "/.config"), "attune", "profiles.properties");
        Properties profiles = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            profiles.load(reader);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, "The profile '" + profile + "' is not known", List.of(),
                    "Write it into " + file + ":  " + profile + ".url=https://…  and  " + profile + ".key=…", e);
        }
        String url = profiles.getProperty(profile + ".url", "");
        if (url.isEmpty()) {
            TreeSet<String> known = new TreeSet<>();
            profiles.stringPropertyNames().stream().filter(name -> name.endsWith(".url")).forEach(name -> known.add(
                    name.substring(0, name.length() - ".url".length())));
            throw new CliException(ExitCode.BAD_INPUT, "The profile '" + profile + "' is not known",
                    "In " + file + " are: " + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        return new Endpoint(address(url, profile + ".url"), profiles.getProperty(profile + ".key", ""),
                orElse(project, profiles.getProperty(profile + ".project", "")));
    }

    private String adminKey() {
        try {
            return Files.exists(folder.adminKey()) ? Files.readString(folder.adminKey()).trim() : "";
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, "The key " + folder.adminKey() + " cannot be read", List.of(
                    String.valueOf(e.getMessage())), "Set ATTUNE_KEY to a key of your own.", e);
        }
    }

    private static URI address(String text, String origin) {
        try {
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (url.getHost() != null && List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new CliException(ExitCode.BAD_INPUT, origin + " is not an address: '" + text + "'",
                "Write it like http://127.0.0.1:8720");
    }

    private static String orElse(@Nullable String value, String fallback) {
        return value == null ? fallback : value;
    }
}
