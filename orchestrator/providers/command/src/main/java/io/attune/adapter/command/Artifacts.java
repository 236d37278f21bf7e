package io.attune.adapter.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.kernel.Digest;
import io.attune.provider.ArtifactFetch.Artifact;
import io.attune.provider.ProviderException;

/** Fetches what an ended job left in {@code out/}, each file held against the manifest. */
final class Artifacts {
    /** As sha256sum writes it: digest, two spaces or a space and an asterisk, path. */
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *]\\./(.+)");
    private static final long BYTES_EXPECTED_MAX = 200L << 30;

    private final Folder folder;

    Artifacts(Folder folder) {
        this.folder = folder;
    }

    List<Artifact> fetch(String key, Path target) throws IOException {
        List<String> manifest = folder.lines("reading the manifest of job " + key, "manifest", key);
        if (manifest.isEmpty()) {
            throw new ProviderException(ProviderException.REFUSED, "Job " + key + " has left no artefacts",
                    "Wait until it has ended.");
        }
        List<Artifact> fetched = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String line : manifest) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw Failures.malformed(folder.settings(), "reading the manifest of job " + key, line);
            }
            String name = cleaned(parts.group(2));
            while (!names.add(name)) {
                name = "_" + name;
            }
            fetched.add(fetch(key, parts.group(2), new Digest(parts.group(1)), name, target));
        }
        fetched.sort(Comparator.comparing(Artifact::name));
        return fetched;
    }

    private Artifact fetch(String key, String path, Digest digest, String name, Path target) throws IOException {
        Path part = Files.createTempFile(target, ".part-", "");
        try {
            MessageDigest sha = Digest.sha256();
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), sha)) {
                folder.get(key, path, BYTES_EXPECTED_MAX, out);
            }
            if (!Digest.of(sha).equals(digest)) {
                throw Failures.malformed(folder.settings(), "fetching " + path + " of job " + key,
                        "it has another digest than the manifest says");
            }
            Path file = target.resolve(name);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return new Artifact(name, file, Files.size(file), digest);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Folders become part of the name; what begins with a dot does no longer. */
    private static String cleaned(String path) {
        String name = path.replaceAll("[^A-Za-z0-9._-]", "_");
        return name.startsWith(".") ? "_" + name : name;
    }
}
