package io.attune.pipeline.redact.check;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/** Checksums of addresses on block chains. */
public final class Wallets {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int BECH32_FINAL = 1;
    private static final int BECH32M_FINAL = 0x2bc830a3;
    private static final int BYTES = 25;

    private Wallets() {}

    /** Base58check of 25 bytes: version, hash, and four bytes of a double SHA-256 (BIP 13). */
    public static boolean isBase58Check(String address) {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < address.length(); i++) {
            int carry = BASE58.indexOf(address.charAt(i));
            if (carry < 0) {
                return false;
            }
            for (int j = BYTES - 1; j >= 0; j--) {
                carry += 58 * (bytes[j] & 255);
                bytes[j] = (byte) carry;
                carry >>= 8;
            }
            if (carry != 0) {
                return false;
            }
        }
        byte[] check = sha256(sha256(Arrays.copyOf(bytes, BYTES - 4)));
        return Arrays.equals(check, 0, 4, bytes, BYTES - 4, BYTES);
    }

    /** Bech32 (BIP 173) or bech32m (BIP 350), all in one case. */
    public static boolean isBech32(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int split = lower.lastIndexOf('1');
        int rest = 1;
        for (int i = 0; i < split; i++) {
            rest = polymod(rest, lower.charAt(i) >> 5);
        }
        rest = polymod(rest, 0);
        for (int i = 0; i < split; i++) {
            rest = polymod(rest, lower.charAt(i) & 31);
        }
        for (int i = split + 1; i < lower.length(); i++) {
            int value = BECH32.indexOf(lower.charAt(i));
            if (value < 0) {
                return false;
            }
            rest = polymod(rest, value);
        }
        return split > 0 && lower.length() - split > 6 && (rest == BECH32_FINAL || rest == BECH32M_FINAL);
    }

    private static int polymod(int rest, int value) {
        int top = rest >>> 25;
        int next = (rest & 0x1ffffff) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= (top >> i & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
