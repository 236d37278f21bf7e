package io.attune.adapter.openai;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.attune.adapter.openai.Transport.Manner;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problems;
import io.attune.provider.ConnectionOptions;
import io.attune.provider.ConnectionSettings;
import org.jspecify.annotations.Nullable;

/**
 * What an account's options mean. The options are {@code flavour} ({@code openai}, {@code azure}, {@code bedrock}); for
 * OpenAI {@code organization} and {@code project}; for Azure {@code authentication} ({@code api-key}, {@code bearer}),
 * {@code api-version}, {@code training-type}, {@code resource-id}, {@code management-url}, {@code deployment-sku},
 * {@code deployment-capacity} and {@code deployment-api-version}; for Bedrock {@code region}. The secrets are
 * {@code webhook} and {@code admin} for OpenAI and {@code management} for Azure.
 *
 * @param manner what every request has in common
 * @param trainingType Azure's word for how a training is served and priced, or null
 * @param deployments where Azure's deployments are managed, or null when that is not configured
 */
record Account(Flavour flavour, Manner manner, @Nullable String trainingType, @Nullable Deployments deployments) {
    private static final Map<String, String> TRAINING_TYPES = Map.of("standard", "standard", "globalstandard",
            "globalstandard", "developertier", "developerTier");

    /** Whose server it is. */
    enum Flavour {
        OPENAI,
        AZURE,
        BEDROCK;

        List<String> options() {
            return switch (this) {
                case OPENAI -> List.of("flavour", "organization", "project");
                case AZURE -> List.of("flavour", "authentication", "api-version", "training-type", "resource-id",
                        "management-url", "deployment-sku", "deployment-capacity", "deployment-api-version");
                case BEDROCK -> List.of("flavour", "region");
            };
        }

        List<String> secrets() {
            return switch (this) {
                case OPENAI -> List.of("webhook", "admin");
                case AZURE -> List.of("management");
                case BEDROCK -> List.of();
            };
        }
    }

    /**
     * Where and how Azure's deployments are made.
     *
     * @param resourceId such as {@code /subscriptions/…/accounts/mine}
     */
    record Deployments(URI managementUrl, String resourceId, String sku, int capacity, String apiVersion) {}

    /**
     * Reads the options.
     *
     * @throws InvalidInputException with everything wrong with them
     */
    static Account of(ConnectionSettings settings) {
        Problems problems = new Problems();
        ConnectionOptions options = settings.options();
        Flavour flavour = flavour(options, problems);
        options.requireKnown(flavour.options(), flavour.secrets(), problems);
        Account account = switch (flavour) {
            case OPENAI -> new Account(flavour, openAi(options), null, null);
            case AZURE -> new Account(flavour, azure(options, problems), trainingType(options, problems),
                    deployments(options, problems));
            case BEDROCK -> new Account(flavour, bedrock(settings, problems), null, null);
        };
        problems.throwIfAny("Connection '" + settings.name() + "'");
        return account;
    }

    private static Flavour flavour(ConnectionOptions options, Problems problems) {
        String written = options.value("flavour").orElse("openai");
        for (Flavour flavour : Flavour.values()) {
            if (flavour.name().equalsIgnoreCase(written)) {
                return flavour;
            }
        }
        problems.add("flavour", 0, "'" + written + "' is no flavour of this dialect",
                "Write openai, azure or bedrock.");
        return Flavour.OPENAI;
    }

    private static Manner openAi(ConnectionOptions options) {
        Map<String, String> headers = new TreeMap<>();
        options.value("organization").ifPresent(value -> headers.put("OpenAI-Organization", value));
        options.value("project").ifPresent(value -> headers.put("OpenAI-Project", value));
        return new Manner(null, headers, "");
    }

    private static Manner azure(ConnectionOptions options, Problems problems) {
        String authentication = options.value("authentication").orElse("api-key");
        if (!List.of("api-key", "bearer").contains(authentication)) {
            problems.add("authentication", 0, "'" + authentication + "' is no way to prove who one is",
                    "Write api-key, or bearer for an Entra token.");
        }
        return new Manner(authentication.equals("bearer") ? null : "api-key", Map.of(), options.value(
                "api-version").map(
                        version -> "api-version=" + Transport.encode(version)).orElse(""));
    }

    private static @Nullable String trainingType(ConnectionOptions options, Problems problems) {
        String written = options.value("training-type").orElse(null);
        if (written == null) {
            return null;
        }
        String known = TRAINING_TYPES.get(written.toLowerCase(Locale.ROOT));
        if (known == null) {
            problems.add("training-type", 0, "'" + written + "' is no tier of training",
                    "Write standard, globalstandard or developerTier.");
        }
        return known;
    }

    private static @Nullable Deployments deployments(ConnectionOptions options, Problems problems) {
        String resource = options.value("resource-id").orElse(null);
        if (resource == null) {
            return null;
        }
        if (!resource.matches("(?i)/subscriptions/[^/?#]+/resourceGroups/[^/?#]+/providers/"
                + "Microsoft\\.CognitiveServices/accounts/[^/?#]+")) {
            problems.add("resource-id", 0, "'" + resource + "' does not name a resource",
                    "Write it like /subscriptions/"
                            + "…/resourceGroups/…/providers/Microsoft.CognitiveServices/accounts/….");
        }
        return new Deployments(managementUrl(options, problems), resource,
                options.value("deployment-sku").orElse("Standard"), capacity(options, problems),
                options.value("deployment-api-version").orElse("2024-10-21"));
    }

    private static URI managementUrl(ConnectionOptions options, Problems problems) {
        String written = options.value("management-url").orElse("https://management.azure.com");
        try {
            URI url = URI.create(written);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        problems.add("management-url", 0, "'" + written + "' is not an address of HTTP",
                "Write it like https://management.azure.com.");
        return URI.create("https://management.azure.com");
    }

    private static int capacity(ConnectionOptions options, Problems problems) {
        String written = options.value("deployment-capacity").orElse("1");
        if (!written.matches("[1-9][0-9]{0,5}")) {
            problems.add("deployment-capacity", 0, "'" + written + "' is no capacity", "Write a number from 1.");
            return 1;
        }
        return Integer.parseInt(written);
    }

    /** A region beside another region's address would train where nobody meant to. */
    private static Manner bedrock(ConnectionSettings settings, Problems problems) {
        String region = settings.options().value("region").orElse(null);
        String host = String.valueOf(settings.baseUrl().getHost());
        if (region != null && host.endsWith(".api.aws") && !host.equals("bedrock-mantle." + region + ".api.aws")) {
            problems.add("region", 0, "the region is '" + region + "' and the address is " + settings.baseUrl(),
                    "Write https://bedrock-mantle." + region + ".api.aws/v1 or leave the region out.");
        }
        return Manner.BEARER;
    }
}
