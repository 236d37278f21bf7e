package io.attune.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

import io.attune.sandbox.files.OwnerOnly;
import tools.jackson.databind.json.JsonMapper;

/** The credentials of one data folder: made once, kept in a file only its owner may read. */
record Secrets(String postgresPassword, String s3AccessKey, String s3SecretKey, String providerApiKey) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Secrets of(Path file, SecureRandom random) throws IOException {
        if (Files.exists(file)) {
            return JSON.readValue(file.toFile(), Secrets.class);
        }
        Secrets made = new Secrets(text(random, 24), "attune-" + text(random, 8), text(random, 24),
                "sk-sandbox-" + text(random, 24));
        OwnerOnly.write(file, JSON.writeValueAsString(made));
        return made;
    }

    private static String text(SecureRandom random, int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** Leaves them all out. */
    @Override
    public String toString() {
        return "Secrets";
    }
}
