package io.attune.pipeline.redact.check;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.jspecify.annotations.Nullable;

/** Which Internet addresses identify a machine (the special-purpose registries of RFC 6890). */
public final class InternetAddresses {

    /** What kind of address it is. */
    public enum Scope {
        PUBLIC,
        PRIVATE,
        DOCUMENTATION,
        RESERVED
    }

    private InternetAddresses() {}

    /** The scope of an IPv4 address. */
    public static Scope v4(int a, int b, int c) {
        boolean documentation = (a == 192 && b == 0 && c == 2) || (a == 198 && b == 51 && c == 100)
                || (a == 203 && b == 0 && c == 113);
        if (documentation) {
            return Scope.DOCUMENTATION;
        }
        boolean isPrivate = a == 10 || a == 127 || (a == 172 && b >= 16 && b <= 31) || (a == 192 && b == 168)
                || (a == 169 && b == 254) || (a == 100 && b >= 64 && b <= 127) || (a == 198 && (b == 18 || b == 19));
        if (isPrivate) {
            return Scope.PRIVATE;
        }
        return a == 0 || a >= 224 ? Scope.RESERVED : Scope.PUBLIC;
    }

    /** The scope of a global unicast IPv6 address; any other is reserved, and so is what is no address. */
    public static Scope v6(String address) {
        byte[] bytes = parsed(address);
        if (bytes == null || bytes.length != 16 || (bytes[0] & 0xe0) != 0x20) {
            return Scope.RESERVED;
        }
        boolean documentation = (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && (bytes[3] & 255) == 0xb8)
                || (bytes[0] == 0x3f && (bytes[1] & 255) == 0xff);
        return documentation ? Scope.DOCUMENTATION : Scope.PUBLIC;
    }

    /** Reads a literal only: an address with colons is never looked up. */
    private static byte @Nullable [] parsed(String address) {
        try {
            return InetAddress.getByName("[" + address + "]").getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
