package io.attune.orchestrator.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.Problems;
import io.attune.orchestrator.egress.Classification;
import io.attune.platform.AddressGuard;
import org.jspecify.annotations.Nullable;

/**
 * A connection as somebody writes it.
 *
 * @param timeoutSeconds the longest one request may take
 */
record ConnectionRequest(@Nullable String name, @Nullable String dialect, @Nullable String baseUrl,
        @Nullable String region, @Nullable Boolean local, @Nullable String account, @Nullable String staging,
        @Nullable List<String> dataClasses, @Nullable Integer retentionDays, @Nullable Quotas quotas,
        @Nullable String credential, @Nullable Integer timeoutSeconds, @Nullable Map<String, String> options) {

    /**
     * What it means.
     *
     * @param dialects that there are adapters for
     * @param taken names that the operator uses
     * @throws io.attune.kernel.InvalidInputException with every problem; none of them repeats what may be a secret
     */
    StoredConnection read(Set<String> dialects, Set<String> taken, CredentialReference credentials,
            AddressGuard addresses) {
        Problems problems = new Problems();
        String name = or(name(), "");
        if (CredentialReference.looksLikeASecret(name) || !name.matches("[a-z][a-z0-9-]{0,62}")) {
            problems.add("/name", 0, "this is not a name", "Write lower-case letters, digits and hyphens.");
        } else if (taken.contains(name)) {
            problems.add("/name", 0, "the operator has configured a connection '" + name + "'", "Take another name.");
        }
        if (!dialects.contains(or(dialect(), ""))) {
            problems.add("/dialect", 0, "there is no adapter for this dialect", "Adapters are installed for: "
                    + String.join(", ", dialects) + ".");
        } else if (or(dialect(), "").equals("command")) {
            problems.add("/dialect", 0, "trainers of one's own run programs on the platform's machines",
                    "Ask the operator to configure the connection.");
        }
        URI address = address(addresses, problems);
        List<Classification> classes = new ArrayList<>();
        for (String word : dataClasses() == null ? List.<String>of() : dataClasses()) {
            Classification.of(word).ifPresentOrElse(classes::add, () -> problems.add("/dataClasses", 0, "'" + word
                    + "' is no data class", "Known are: " + String.join(", ", Classification.words()) + "."));
        }
        String credential = or(credential(), "");
        credentials.problem(credential).ifPresent(problems::add);
        int timeout = timeoutSeconds() == null ? 30 : timeoutSeconds();
        if (timeout < 1 || timeout > 600) {
            problems.add("/timeoutSeconds", 0, "a request cannot take " + timeout + " s", "Write 1 to 600.");
        }
        Quotas quotas = quotas() == null ? Quotas.NONE : quotas();
        if (!quotas.areNumbers()) {
            problems.add("/quotas", 0, "a quota is below zero", "Write how many it takes, or leave it out.");
        }
        Map<String, String> options = options() == null ? Map.of() : options();
        refuseSecrets(options, problems);
        problems.throwIfAny("The connection");
        return new StoredConnection(name, or(dialect(), ""), address, or(region(), ""), Boolean.TRUE.equals(local()),
                or(
                        account(), ""), or(staging(), ""), classes.stream().distinct().sorted().toList(),
                retentionDays(),
                quotas, credential, Duration.ofSeconds(timeout), options);
    }

    private URI address(AddressGuard addresses, Problems problems) {
        String next = "Write a public address like https://api.example.com/v1; the operator may configure others, or list"
                + " their hosts in attune.egress.private-hosts.";
        try {
            URI address = new URI(or(baseUrl(), ""));
            if (address.getUserInfo() != null || address.getQuery() != null || address.getFragment() != null) {
                problems.add("/baseUrl", 0, "the address holds a user, a query or a fragment", next);
            } else {
                addresses.check(address);
            }
            return address;
        } catch (URISyntaxException e) {
            problems.add("/baseUrl", 0, "this is no address", next);
        } catch (AddressGuard.RefusedException e) {
            problems.add("/baseUrl", 0, e.getMessage() == null ? "the address is refused" : e.getMessage(), next);
        } catch (UnknownHostException e) {
            problems.add("/baseUrl", 0, "its host is not known", next);
        }
        return URI.create("");
    }

    /** A secret may be written where nobody asked for one. */
    private void refuseSecrets(Map<String, String> options, Problems problems) {
        Map<String, String> texts = new TreeMap<>();
        options.forEach((key, value) -> texts.put("/options/" + key, value));
        texts.put("/region", or(region(), ""));
        texts.forEach((place, text) -> {
            if (CredentialReference.looksLikeASecret(text)) {
                problems.add(place, 0, "this looks like a credential, which is not kept here",
                        "Change it at the vendor if others may have seen it, and name where it lies in 'credential'.");
            }
        });
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text.strip();
    }
}
