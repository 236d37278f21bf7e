package io.attune.platform.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.PlatformProperties;
import org.jspecify.annotations.Nullable;

/** Who holds which key. Keys are known by their digests only, so looking one up tells nothing about the others. */
final class ApiKeys {
    private final Digest adminKey;
    private final Map<Digest, Caller> callers = new HashMap<>();

    ApiKeys(PlatformProperties settings) {
        adminKey = AdminKey.ensure(settings.home().resolve("admin.key"));
        for (PlatformProperties.ApiKey key : settings.apiKeys()) {
            callers.put(new Digest(key.sha256()), new Caller(key.projectId(), key.name(), key.permission()));
        }
    }

    /**
     * The holder of a key.
     *
     * @param project in which the installation's administrator wants to act, or null for the default one; other keys
     *     belong to one project each and cannot choose
     */
    Optional<Caller> find(String key, @Nullable String project) {
        Digest digest = Digest.of(key);
        if (digest.equals(adminKey)) {
            ProjectId chosen = project == null ? ProjectId.DEFAULT : new ProjectId(project);
            return Optional.of(new Caller(chosen, "admin", Permission.ADMIN));
        }
        return Optional.ofNullable(callers.get(digest));
    }
}
