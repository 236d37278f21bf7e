package io.attune.sandbox.trainer.corpus;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.attune.kernel.Digest;

/**
 * The corpus that ships with the trainer: the Javadoc of three Spring Framework modules (Apache License 2.0), whose
 * source archives stand beside this class as data. The framework documents no configuration property of Spring Boot, so
 * what a fine-tuning on those teaches is new to the base model.
 */
public final class SourceArchives {

    private static final long SEED = 1;

    private final List<String> names;

    private SourceArchives(String... names) {
        this.names = List.of(names);
    }

    /** All archives: about ten thousand documented names. */
    public static SourceArchives all() {
        return new SourceArchives("spring-core-sources.jar", "spring-jdbc-sources.jar", "spring-web-sources.jar");
    }

    /** The smallest archive, where a corpus need only exist. */
    public static SourceArchives smallest() {
        return new SourceArchives("spring-jdbc-sources.jar");
    }

    /** The digest of the archives' bytes. */
    public Digest digest() {
        MessageDigest sha = Digest.sha256();
        for (String name : names) {
            sha.update(bytes(name));
        }
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    /** Reads the archives; the same for the same archives, whatever order their entries have. */
    public Corpus corpus() {
        List<Documented> documented = new ArrayList<>();
        for (String name : names) {
            for (String source : sources(name).values()) {
                documented.addAll(JavadocExtractor.extract(source));
            }
        }
        return CorpusBuilder.build(documented, SEED);
    }

    private static Map<String, String> sources(String name) {
        Map<String, String> sources = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes(name)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String path = entry.getName();
                if (path.endsWith(".java") && path.startsWith("org/springframework/")) {
                    sources.put(path, new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The corpus " + name + " is damaged", e);
        }
        return sources;
    }

    private static byte[] bytes(String name) {
        try (InputStream resource = SourceArchives.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("The corpus " + name + " is missing from the class path");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The corpus " + name + " cannot be read", e);
        }
    }
}
