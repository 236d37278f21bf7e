package io.attune.adapter.openai;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.provider.ConnectionOptions;
import io.attune.provider.ConnectionSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccountTest {
    private static final String RESOURCE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.CognitiveServices"
            + "/accounts/a";

    @Test
    void without_options_it_is_openai_with_a_bearer_token() {
        Account account = account("https://api.openai.com/v1", Map.of());

        assertThat(account.flavour()).isEqualTo(Flavour.OPENAI);
        assertThat(account.manner().apiKeyHeader()).isNull();
    }

    @Test
    void azure_has_a_key_header_a_version_and_deployments() {
        Account account = account("https://mine.openai.azure.com/openai", Map.of("flavour", "Azure", "api-version",
                "2025-04-01-preview", "training-type", "DeveloperTier", "resource-id", RESOURCE));

        assertThat(account.manner().apiKeyHeader()).isEqualTo("api-key");
        assertThat(account.manner().query()).isEqualTo("api-version=2025-04-01-preview");
        assertThat(account.trainingType()).isEqualTo("developerTier");
        assertThat(account.deployments()).isEqualTo(new Account.Deployments(URI.create(
                "https://management.azure.com"), RESOURCE, "Standard", 1, "2024-10-21"));
    }

    @Test
    void an_entra_token_is_a_bearer_token() {
        assertThat(account("https://mine.openai.azure.com/openai/v1", Map.of("flavour", "azure", "authentication",
                "bearer")).manner().apiKeyHeader()).isNull();
    }

    @Test
    void everything_wrong_is_said_at_once() {
        assertProblems("https://mine.openai.azure.com/openai/v1", Map.of("flavour", "azure", "authentication", "magic",
                "training-type", "cheap", "resource-id", "mine", "management-url", "nowhere", "deployment-capacity",
                "0", "region", "x"), List.of("region", "authentication", "training-type", "resource-id",
                        "management-url", "deployment-capacity"));
        assertProblems("https://api.openai.com/v1", Map.of("flavour", "mauve"), List.of("flavour"));
    }

    @Test
    void a_region_beside_another_regions_address_is_refused() {
        String url = "https://bedrock-mantle.us-east-1.api.aws/v1";
        assertThat(account(url, Map.of("flavour", "bedrock", "region", "us-east-1")).flavour()).isEqualTo(
                Flavour.BEDROCK);
        assertProblems(url, Map.of("flavour", "bedrock", "region", "eu-west-1"), List.of("region"));
    }

    private static void assertProblems(String url, Map<String, String> options, List<String> places) {
        assertThatThrownBy(() -> account(url, options)).isInstanceOfSatisfying(InvalidInputException.class,
                e -> assertThat(e.problems()).extracting(Problem::place).containsExactlyElementsOf(places));
    }

    private static Account account(String url, Map<String, String> options) {
        return Account.of(new ConnectionSettings("mine", "openai", URI.create(url), () -> "", Duration.ofSeconds(1),
                ConnectionOptions.of(options)));
    }
}
