package io.attune.platform;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Keeps addresses that recipes and requests name away from private networks. It resolves a name itself and hands out the addresses it has
 * looked at, so that whoever connects cannot be led elsewhere by a second answer of the name server. Thread-safe.
 */
public final class AddressGuard {
    private final List<String> allowed;
    private final Resolver resolver;

    /** Finds a host's addresses. */
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** @param allowed hosts, with or without a port, that may have private addresses */
    public AddressGuard(List<String> allowed, Resolver resolver) {
        this.allowed = allowed.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
        this.resolver = resolver;
    }

    /** An address that must not be read from. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        public RefusedException(String message) {
            super(message);
        }
    }

    /**
     * The addresses of a URL's host, all of them public unless the operator allows the host.
     *
     * @throws RefusedException when one of them is not
     */
    public List<InetAddress> check(URI address) throws RefusedException, UnknownHostException {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || address.getHost() == null) {
            throw new RefusedException("only http and https are read");
        }
        String host = address.getHost().toLowerCase(Locale.ROOT);
        List<InetAddress> found = Arrays.asList(resolver.resolve(host.replaceAll("^\\[|]$", "")));
        boolean isAllowed = allowed.contains(host) || allowed.contains(host + ":" + port(address));
        if (!isAllowed && found.stream().anyMatch(one -> !isPublic(one))) {
            throw new RefusedException("host '" + host + "' has an address of a private network");
        }
        return found;
    }

    /** The port of a URL, or its scheme's own. */
    public static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }

    /** By the registries of special-purpose addresses (RFC 6890 and what was added since). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> isPublic(bytes, 0);
            case Inet6Address _ -> isPublic6(bytes);
            default -> false;
        };
    }

    private static boolean isPublic(byte[] bytes, int at) {
        int a = bytes[at] & 0xFF;
        int b = bytes[at + 1] & 0xFF;
        int c = bytes[at + 2] & 0xFF;
        boolean here = a == 0 || a == 10 || a == 127 || (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168);
        boolean shared = (a == 100 && b >= 64 && b < 128) || (a == 169 && b == 254);
        boolean special = (a == 192 && b == 0 && (c == 0 || c == 2)) || (a == 198 && (b == 18 || b == 19))
                || (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113) || a >= 224;
        return !here && !shared && !special;
    }

    private static boolean isPublic6(byte[] bytes) {
        int first = ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
        int second = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
        if (first == 0x2002) {
            // 6to4 carries an address of the older kind
            return isPublic(bytes, 2);
        }
        if (first == 0x64 && second == 0xFF9B) {
            return isZero(bytes, 4, 12) && isPublic(bytes, 12);
        }
        boolean global = (first & 0xE000) == 0x2000;
        // 2001::/23 holds Teredo and others that lead elsewhere; 2001:db8::/32 is for examples
        boolean special = first == 0x2001 && (second < 0x200 || second == 0xDB8);
        return global && !special;
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
