package io.attune.adapter.openai;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.adapter.openai.Transport.Manner;
import io.attune.provider.ConnectionSettings;

/** What an account can do beyond the verbs: as its flavour has it and as far as it is configured. */
final class Abilities {
    private final ConnectionSettings settings;
    private final HttpClient http;
    private final InstantSource clock;
    private final Account account;
    private final Transport transport;
    private final Pages pages;

    Abilities(ConnectionSettings settings, HttpClient http, InstantSource clock, Account account,
            Transport transport) {
        this.settings = settings;
        this.http = http;
        this.clock = clock;
        this.account = account;
        this.transport = transport;
        pages = new Pages(transport);
    }

    List<Object> all() {
        List<Object> abilities = new ArrayList<>(List.of(new TrainingFiles(transport, pages, account.flavour()),
                new Progress(pages), new Listing(transport), new Artifacts(transport),
                new Checks(transport, account.flavour())));
        switch (account.flavour()) {
            case OPENAI -> openAi(abilities);
            case AZURE -> azure(abilities);
            case BEDROCK -> abilities.add(new Holdings(transport, pages, account.flavour(), null));
        }
        return List.copyOf(abilities);
    }

    private void openAi(List<Object> abilities) {
        abilities.add(new Holdings(transport, pages, Flavour.OPENAI, null));
        abilities.add(new Pauses(transport));
        abilities.add(new Retirements(transport));
        abilities.add(new Scores(new Chat(transport)));
        Supplier<String> webhook = settings.options().secrets().get("webhook");
        if (webhook != null) {
            abilities.add(new SignedWebhooks(settings.name(), webhook, clock));
        }
        Supplier<String> admin = settings.options().secrets().get("admin");
        if (admin != null) {
            abilities.add(new Costs(with(settings.baseUrl(), admin, new Manner(null, account.manner().headers(), ""))));
        }
    }

    private void azure(List<Object> abilities) {
        abilities.add(new Pauses(transport));
        abilities.add(new Retirements(transport));
        Account.Deployments where = account.deployments();
        AzureDeployments deployments = null;
        if (where != null) {
            Supplier<String> token = settings.options().secrets().getOrDefault("management", settings.credential());
            deployments = new AzureDeployments(with(where.managementUrl(), token, Manner.BEARER), where);
            abilities.add(deployments);
        }
        abilities.add(new Holdings(transport, pages, Flavour.AZURE, deployments));
    }

    private Transport with(URI url, Supplier<String> credential, Manner manner) {
        return new Transport(new ConnectionSettings(settings.name(), settings.dialect(), url, credential,
                settings.timeout()), http, manner);
    }
}
