package io.attune.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.attune.kernel.Problems;
import io.attune.orchestrator.quote.ConfiguredTariff;
import io.attune.provider.ConnectionOptions;
import io.attune.provider.ConnectionSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** The connections and tariffs that the settings mean. */
record ConfiguredConnections(List<ConnectionSettings> connections, List<ConfiguredTariff> tariffs) {

    /**
     * Reads the settings.
     *
     * @throws io.attune.kernel.InvalidInputException with everything wrong, each named by its property
     */
    static ConfiguredConnections of(AppProperties settings, Environment environment) {
        Reading reading = new Reading(environment);
        if (settings.nodeRoles().size() < AppProperties.NodeRole.values().length) {
            reading.problems.add("attune.node-roles", 0, "this process would leave some roles undone",
                    "Leave the setting out: one process does everything for now.");
        }
        for (int i = 0; i < settings.connections().size(); i++) {
            reading.connection(settings.connections().get(i), "attune.connections[" + i + "]");
        }
        reading.problems.throwIfAny("The configuration");
        return new ConfiguredConnections(List.copyOf(reading.connections), List.copyOf(reading.tariffs));
    }

    private static final class Reading {
        final Problems problems = new Problems();
        final List<ConnectionSettings> connections = new ArrayList<>();
        final List<ConfiguredTariff> tariffs = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private final Environment environment;

        Reading(Environment environment) {
            this.environment = environment;
        }

        void connection(AppProperties.Connection written, String place) {
            String name = required(written.name(), place + ".name");
            String dialect = required(written.dialect(), place + ".dialect");
            if (name != null && !name.matches("[a-z][a-z0-9-]{0,62}")) {
                problems.add(place + ".name", 0, "'" + name + "' is not a name",
                        "Write lower-case letters, digits and hyphens, beginning with a letter.");
            }
            if (name != null && !names.add(name)) {
                problems.add(place + ".name", 0, "two connections are named '" + name + "'", "Rename one of them.");
            }
            if (required(written.baseUrl(), place + ".base-url") != null && !isAddress(written)) {
                problems.add(place + ".base-url", 0, "'" + written.baseUrl() + "' is not an address",
                        "Write it like https://api.example.com/v1; trainers of your own also take file:///folder and"
                                + " ssh://user@host/folder.");
            }
            if (written.timeout().isNegative() || written.timeout().isZero()) {
                problems.add(place + ".timeout", 0, "a request cannot take " + written.timeout(),
                        "Write a duration like 30s.");
            }
            Supplier<String> credential = credential(written, name == null ? "" : name, place);
            if (name != null && dialect != null && written.baseUrl() != null) {
                connections.add(new ConnectionSettings(name, dialect, written.baseUrl(), credential,
                        written.timeout(), options(written, name)));
                for (int i = 0; i < written.tariff().size(); i++) {
                    tariff(name, written.tariff().get(i), place + ".tariff[" + i + "]");
                }
            }
        }

        private static ConnectionOptions options(AppProperties.Connection written, String name) {
            Map<String, Supplier<String>> secrets = new HashMap<>();
            written.secretFiles().forEach((secret, file) -> secrets.put(secret, Credential.ofFile(name, file)));
            return new ConnectionOptions(written.options(), secrets);
        }

        private static boolean isAddress(AppProperties.Connection written) {
            URI address = written.baseUrl();
            if (address == null || address.getScheme() == null) {
                return false;
            }
            return switch (address.getScheme()) {
                case "http", "https", "ssh" -> address.getHost() != null;
                case "file" -> address.getPath() != null;
                default -> false;
            };
        }

        private Supplier<String> credential(AppProperties.Connection written, String name, String place) {
            if (written.credentialFile() != null && written.credentialEnv() != null) {
                problems.add(place, 0, "both credential-file and credential-env are set", "Set one of them.");
            }
            if (written.credentialFile() != null) {
                return Credential.ofFile(name, written.credentialFile());
            }
            return written.credentialEnv() == null
                    ? () -> ""
                    : Credential.ofEnvironment(name, written.credentialEnv(), environment);
        }

        private void tariff(String connection, AppProperties.Tariff written, String place) {
            String baseModel = required(written.baseModel(), place + ".base-model");
            String source = required(written.source(), place + ".source");
            String currency = required(written.currency(), place + ".currency");
            var training = required(written.trainingPerMillionTokens(), place + ".training-per-million-tokens");
            var input = required(written.inputPerMillionTokens(), place + ".input-per-million-tokens");
            var output = required(written.outputPerMillionTokens(), place + ".output-per-million-tokens");
            var observed = required(written.observedOn(), place + ".observed-on");
            if (currency != null && Currency.getAvailableCurrencies().stream().noneMatch(
                    known -> known.getCurrencyCode().equals(currency))) {
                problems.add(place + ".currency", 0, "'" + currency + "' is not a currency", "Write it like USD.");
            }
            if (baseModel != null && source != null && currency != null && training != null && input != null
                    && output != null && observed != null) {
                tariffs.add(new ConfiguredTariff(connection, baseModel, written.capable(), source, currency, training,
                        input, output, written.hostingPerHour(), written.trainingPerGpuHour(), observed));
            }
        }

        private <T> @Nullable T required(@Nullable T value, String place) {
            if (value == null || value.toString().isBlank()) {
                problems.add(place, 0, "the setting is missing", "Set it.");
                return null;
            }
            return value;
        }
    }
}
