package io.attune.adapter.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.adapter.command.CommandSettings.Kubernetes;
import io.attune.adapter.command.CommandSettings.ServingSettings;
import io.attune.adapter.command.CommandSettings.Ssh;
import io.attune.kernel.Problems;
import io.attune.provider.ConnectionSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a connection's address and options, and tells everything that is wrong with them at once. */
final class SettingsReader {
    private static final String ENVIRONMENT = "env.";
    private static final String SECRET_FILE = "secret-file.";
    private static final String SECRET = "secret.";
    private static final List<String> KNOWN = List.of("launcher", "folder", "trainer", "trainer-config", "command",
            "models", "gpus",
            "deadline", "heartbeat", "grace", "shell", "umask", "ssh", "known-hosts", "identity-file", "ssh-config",
            "slurm", "namespace", "image", "claim", "mount-path", "sub-path", "service-account", "gpu-resource",
            "queue",
            "serving-url", "serving-folder");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(s|m|h|d)");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern KUBERNETES_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final ConnectionSettings connection;
    private final Problems problems = new Problems();
    private final Map<String, String> values;

    private SettingsReader(ConnectionSettings connection) {
        this.connection = connection;
        values = new TreeMap<>(connection.options().values());
    }

    /**
     * Reads a connection.
     *
     * @throws io.attune.kernel.InvalidInputException with everything that is wrong, each named by its option
     */
    static CommandSettings read(ConnectionSettings connection) {
        return new SettingsReader(connection).read();
    }

    private CommandSettings read() {
        checkNames();
        Launcher launcher = launcher();
        Place place = place(launcher);
        Trainer trainer = trainer();
        Map<String, String> models = models();
        int gpus = number("gpus", launcher == Launcher.PROCESS ? 0 : 1);
        Duration deadline = duration("deadline", Duration.ofDays(1));
        Duration heartbeat = duration("heartbeat", Duration.ofMinutes(30));
        Duration grace = duration("grace", Duration.ofSeconds(30));
        String umask = text("umask", "077");
        if (!umask.matches("0?[0-7]{3}")) {
            problems.add("umask", 0, "'" + umask + "' is no umask", "Write three octal digits, such as 027.");
        }
        Map<String, String> environment = variables(ENVIRONMENT);
        Map<String, String> secretFiles = variables(SECRET_FILE);
        secretFiles.forEach((name, file) -> absolute(SECRET_FILE + name, file));
        Ssh ssh = new Ssh(text("ssh", "ssh"), path("known-hosts"), path("identity-file"), text("ssh-config", "none"));
        List<String> slurm = words("slurm");
        Kubernetes kubernetes = launcher == Launcher.KUBERNETES ? kubernetes() : null;
        ServingSettings serving = serving(place);
        problems.throwIfAny("Connection '" + connection.name() + "'");
        return new CommandSettings(connection, launcher, place, trainer, models, gpus, deadline, heartbeat, grace,
                text("shell", "/bin/sh"), umask, environment, secretFiles, ssh, slurm, kubernetes, serving);
    }

    private void checkNames() {
        List<String> known = new ArrayList<>(KNOWN);
        for (String name : values.keySet()) {
            for (String prefix : List.of(ENVIRONMENT, SECRET_FILE, SECRET)) {
                if (name.startsWith(prefix) && VARIABLE.matcher(name.substring(prefix.length())).matches()) {
                    known.add(name);
                }
            }
        }
        known.addAll(List.of(ENVIRONMENT + "NAME", SECRET_FILE + "NAME", SECRET + "NAME"));
        connection.options().requireKnown(known, List.of("serving"), problems);
    }

    private Launcher launcher() {
        String written = text("launcher", "process");
        for (Launcher launcher : Launcher.values()) {
            if (launcher.word().equals(written)) {
                return launcher;
            }
        }
        problems.add("launcher", 0, "there is no launcher '" + written + "'",
                "Write process, slurm or kubernetes; over SSH when the address says ssh://.");
        return Launcher.PROCESS;
    }

    private Place place(Launcher launcher) {
        Place place;
        if (launcher == Launcher.KUBERNETES) {
            String folder = text("folder", "");
            place = folder.length() > 1 && folder.startsWith("/") ? new Place.Here(folder) : null;
            if (place == null) {
                problems.add("folder", 0, "the folder of the jobs is missing",
                        "Write where the volume of the option claim is mounted on this machine.");
            }
        } else {
            place = Place.of(connection.baseUrl());
            if (place == null) {
                problems.add("base-url", 0, "'" + connection.baseUrl() + "' is no folder of jobs",
                        "Write file:///folder, or ssh://user@host/folder for one on another host.");
            }
        }
        if (place == null) {
            return new Place.Here("/");
        }
        if (place.folder().chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            problems.add("base-url", 0, "the folder's path holds a space or a control character", "Rename the folder.");
        }
        return place;
    }

    private Trainer trainer() {
        List<String> command = words("command");
        String preset = text("trainer", "");
        String known = Stream.of(Preset.values()).map(Preset::word).collect(Collectors.joining(", "));
        if (command.isEmpty() == preset.isEmpty()) {
            problems.add("trainer", 0, "exactly one of trainer and command is needed",
                    "Write a trainer (" + known + ") or a command of your own.");
        }
        for (Preset candidate : Preset.values()) {
            if (candidate.word().equals(preset)) {
                String config = text("trainer-config", "");
                String problem = candidate.problemWith(config);
                if (!problem.isEmpty()) {
                    problems.add("trainer-config", 0, problem,
                            "Set the option, or leave it out where it is not taken.");
                }
                return candidate.with(config);
            }
        }
        if (!preset.isEmpty()) {
            problems.add("trainer", 0, "there is no trainer '" + preset + "'", "Known are: " + known + ".");
        }
        return new Trainer.Own(command);
    }

    private Map<String, String> models() {
        Map<String, String> models = new TreeMap<>();
        for (String written : text("models", "").split(",")) {
            String model = written.strip();
            int equals = model.indexOf('=');
            if (!model.isEmpty()) {
                models.put(equals < 0 ? model : model.substring(0, equals).strip(),
                        equals < 0 ? model : model.substring(equals + 1).strip());
            }
        }
        if (models.isEmpty()) {
            problems.add("models", 0, "no model may be tuned",
                    "Write the names of base models, separated by commas; NAME=PATH where the weights lie elsewhere.");
        }
        return models;
    }

    private Kubernetes kubernetes() {
        URI api = connection.baseUrl();
        if (!List.of("http", "https").contains(String.valueOf(api.getScheme())) || api.getHost() == null) {
            problems.add("base-url", 0, "'" + api + "' is no address of a Kubernetes API server",
                    "Write it like https://10.0.0.1:6443.");
        }
        Map<String, String> secrets = variables(SECRET);
        secrets.forEach((name, reference) -> {
            if (!reference.matches("[a-z0-9.-]+/[A-Za-z0-9._-]+")) {
                problems.add(SECRET + name, 0, "'" + reference + "' names no key of a Secret", "Write SECRET/KEY.");
            }
        });
        String serviceAccount = text("service-account", "");
        String queue = text("queue", "");
        String mount = text("mount-path", "/attune");
        absolute("mount-path", mount);
        return new Kubernetes(api, kubernetesName("namespace", "default"), required("image"),
                kubernetesName("claim", ""), mount, text("sub-path", ""),
                serviceAccount.isEmpty() ? null : kubernetesName("service-account", ""),
                text("gpu-resource", "nvidia.com/gpu"), queue.isEmpty() ? null : kubernetesName("queue", ""), secrets);
    }

    private String kubernetesName(String option, String otherwise) {
        String name = otherwise.isEmpty() ? required(option) : text(option, otherwise);
        if (!name.isEmpty() && !KUBERNETES_NAME.matcher(name).matches()) {
            problems.add(option, 0, "'" + name + "' is no name in Kubernetes",
                    "Write lower-case letters, digits, '-' and '.'.");
        }
        return name;
    }

    private @Nullable ServingSettings serving(Place place) {
        String url = text("serving-url", "");
        if (url.isEmpty()) {
            return null;
        }
        String folder = text("serving-folder", place.folder());
        absolute("serving-folder", folder);
        if (!url.matches("https?://[^/\\s]+\\S*")) {
            problems.add("serving-url", 0, "'" + url + "' is no address of HTTP", "Write it like http://gpu:8000/v1.");
            return null;
        }
        return new ServingSettings(URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url), folder);
    }

    private Map<String, String> variables(String prefix) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                oneLine(name, value);
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** A JSON array of strings, or words between spaces. */
    private List<String> words(String option) {
        String written = text(option, "");
        if (written.isEmpty()) {
            return List.of();
        }
        oneLine(option, written);
        if (!written.startsWith("[")) {
            return List.of(written.split("\\s+"));
        }
        try {
            List<String> words = new ArrayList<>();
            for (JsonNode word : Json.MAPPER.readTree(written)) {
                String text = word.stringValue();
                oneLine(option, text);
                words.add(text);
            }
            return List.copyOf(words);
        } catch (JacksonException e) {
            problems.add(option, 0, "it is not a JSON array of strings", "Write [\"python3\", \"train.py\"].");
            return List.of();
        }
    }

    private Duration duration(String option, Duration otherwise) {
        String written = text(option, "");
        Matcher parts = DURATION.matcher(written);
        if (written.isEmpty()) {
            return otherwise;
        }
        if (!parts.matches()) {
            problems.add(option, 0, "'" + written + "' is no duration", "Write it like 90s, 30m, 6h or 2d.");
            return otherwise;
        }
        long amount = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    private int number(String option, int otherwise) {
        String written = text(option, String.valueOf(otherwise));
        if (!written.matches("\\d{1,4}")) {
            problems.add(option, 0, "'" + written + "' is no number", "Write digits.");
            return otherwise;
        }
        return Integer.parseInt(written);
    }

    private @Nullable Path path(String option) {
        String written = text(option, "");
        return written.isEmpty() ? null : Path.of(written);
    }

    private String required(String option) {
        String written = text(option, "");
        if (written.isEmpty()) {
            problems.add(option, 0, "the option is missing", "Set it.");
        }
        return written;
    }

    private String text(String option, String otherwise) {
        return connection.options().value(option).orElse(otherwise);
    }

    private void absolute(String option, String path) {
        if (!path.startsWith("/") || path.contains("/../") || path.endsWith("/..")) {
            problems.add(option, 0, "'" + path + "' is no absolute path", "Begin it with '/'.");
        }
    }

    private void oneLine(String option, String value) {
        if (value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            problems.add(option, 0, "it holds a line break", "Write it in one line.");
        }
    }
}
