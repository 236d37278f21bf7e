package io.attune.dataset.origin;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.platform.PlatformProperties;
import io.attune.platform.S3Clients;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;

/** The places on S3 servers that are configured, each with a client once it is needed. Thread-safe. */
@Component
class S3Places implements DisposableBean {
    private final Map<String, SourceProperties.S3> byName = new TreeMap<>();
    private final Map<String, S3Client> clients = new ConcurrentHashMap<>();
    private final Secrets secrets;

    /** @throws io.attune.kernel.InvalidInputException with everything wrong with the settings */
    S3Places(SourceProperties settings, PlatformProperties.Objects own, Environment environment) {
        this.secrets = new Secrets(environment);
        Problems problems = new Problems();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < settings.s3().size(); i++) {
            SourceProperties.S3 place = settings.s3().get(i);
            check(place, own, "attune.sources.s3[" + i + "]", problems);
            if (!names.add(place.name())) {
                problems.add(new Problem("attune.sources.s3[" + i + "].name", "two places are named '" + place.name()
                        + "'", "Give each its own name."));
            }
            byName.put(place.name(), place);
        }
        problems.throwIfAny("attune.sources.s3");
    }

    private static void check(SourceProperties.S3 place, PlatformProperties.Objects own, String at,
            Problems problems) {
        if (!place.name().matches("[a-z][a-z0-9-]{0,62}")) {
            problems.add(new Problem(at + ".name", "'" + place.name() + "' is not a name",
                    "Write lower-case letters, digits and hyphens, beginning with a letter."));
        }
        boolean secret = place.credentialFile() != null || place.credentialEnv() != null;
        if (secret != (place.accessKey() != null)) {
            problems.add(new Problem(at, "access-key and its credential do not stand together",
                    "Set access-key and one of credential-file and credential-env, or none of them."));
        }
        Secrets.check(place.credentialFile(), place.credentialEnv(), at, problems);
        boolean ours = place.bucket().equals(own.bucket()) && String.valueOf(place.endpoint()).equals(String.valueOf(
                own.endpoint()));
        if (ours && ("projects/".startsWith(place.prefix()) || place.prefix().startsWith("projects/"))) {
            problems.add(new Problem(at, "it reaches the platform's own objects, and with them other projects' data",
                    "Use another bucket, or a prefix outside of projects/."));
        }
    }

    /** The place of a name, if the project may read from it. */
    Optional<SourceProperties.S3> find(ProjectId project, String name) {
        return Optional.ofNullable(byName.get(name)).filter(place -> isOpen(place, project));
    }

    /** The names a project can use. */
    List<String> names(ProjectId project) {
        return byName.values().stream().filter(place -> isOpen(place, project)).map(SourceProperties.S3::name).toList();
    }

    private static boolean isOpen(SourceProperties.S3 place, ProjectId project) {
        return place.projects().isEmpty() || place.projects().contains(project.value());
    }

    S3Client client(SourceProperties.S3 place) {
        return clients.computeIfAbsent(place.name(), name -> S3Clients.of(new PlatformProperties.Objects(
                place.endpoint(), place.bucket(), place.region(), place.accessKey(), secrets.read("the place '" + name
                        + "'", place.credentialFile(), place.credentialEnv()))));
    }

    @Override
    public void destroy() {
        clients.values().forEach(S3Client::close);
    }
}
