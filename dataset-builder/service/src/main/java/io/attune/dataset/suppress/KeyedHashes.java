package io.attune.dataset.suppress;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hashes and seals under a project's key, which is made when it is first needed. Thread-safe. */
@Component
public class KeyedHashes {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();
    private final Map<ProjectId, byte[]> keys = new ConcurrentHashMap<>();

    KeyedHashes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The hash of a value.
     *
     * @param kind keeps equal values of different kinds apart
     */
    public Digest hash(ProjectId project, String kind, String value) {
        return hasher(project, kind).hash(value);
    }

    /** What stands for the key of a withdrawn record, which may be personal. */
    public String recordName(ProjectId project, String source, String key) {
        return "withdrawn-" + hash(project, "record", source + '\n' + key).hex().substring(0, 16);
    }

    /** Hashes many values of one kind; not thread-safe. */
    public Hasher hasher(ProjectId project, String kind) {
        return new Hasher(mac(key(project)), kind);
    }

    /** A hash function under a key. */
    public static final class Hasher {
        private final Mac mac;
        private final byte[] prefix;

        private Hasher(Mac mac, String kind) {
            this.mac = mac;
            this.prefix = (kind + '\n').getBytes(StandardCharsets.UTF_8);
        }

        /** The hash of a value. */
        public Digest hash(String value) {
            mac.update(prefix);
            return new Digest(HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8))));
        }
    }

    /** Encrypts a text by AES-256-GCM (NIST SP 800-38D) under a key derived from the project's. */
    public byte[] seal(ProjectId project, String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, project, nonce, text.getBytes(StandardCharsets.UTF_8));
        byte[] both = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, both, NONCE, sealed.length);
        return both;
    }

    /** Decrypts what {@link #seal} made. */
    public String unseal(ProjectId project, byte[] sealed) {
        return new String(cipher(Cipher.DECRYPT_MODE, project, Arrays.copyOf(sealed, NONCE), Arrays.copyOfRange(sealed,
                NONCE, sealed.length)), StandardCharsets.UTF_8);
    }

    private byte[] cipher(int mode, ProjectId project, byte[] nonce, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(hash(project, "seal", "").bytes(), "AES"), new GCMParameterSpec(
                    TAG_BITS, nonce));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A withdrawal's subject cannot be sealed or opened", e);
        }
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private byte[] key(ProjectId project) {
        return keys.computeIfAbsent(project, this::ensure);
    }

    private byte[] ensure(ProjectId project) {
        byte[] fresh = new byte[32];
        random.nextBytes(fresh);
        jdbc.sql("insert into dataset.withdrawal_key (project, key) values (?, ?) on conflict do nothing").params(
                project.value(), fresh).update();
        return jdbc.sql("select key from dataset.withdrawal_key where project = ?").param(project.value()).query(
                (row, number) -> row.getBytes(1)).single();
    }
}
