package io.attune.platform.security;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.PlatformProperties;

/** Who holds which key. Keys are known by their digests only, so looking one up tells nothing about the others. */
final class ApiKeys {
    private final Map<Digest, Caller> callers = new HashMap<>();

    ApiKeys(PlatformProperties settings) {
        for (PlatformProperties.ApiKey key : settings.apiKeys()) {
            callers.put(new Digest(key.sha256()), new Caller(key.projectId(), key.name(), key.permission()));
        }
        callers.put(AdminKey.ensure(settings.home().resolve("admin.key")),
                new Caller(ProjectId.DEFAULT, "admin", Permission.ADMIN));
    }

    Optional<Caller> find(String key) {
        return Optional.ofNullable(callers.get(Digest.of(key)));
    }
}
