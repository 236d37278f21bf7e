package io.attune.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.sandbox.Arguments.Service;
import io.attune.sandbox.files.OwnerOnly;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which port each service listens on: given, or chosen free once and kept while it stays free. */
final class Ports {
    static final ErrorCode BUSY = new ErrorCode("port-busy", ErrorKind.CONFLICT);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Ports() {}

    /**
     * Settles all ports and writes the chosen ones to {@code file}.
     *
     * @throws PlatformException when a given port is in use, naming port and option
     */
    static Map<Service, Integer> settle(Path file, Map<Service, Integer> given) throws IOException {
        JsonNode kept = Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
        Map<Service, Integer> settled = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            Integer port = given.get(service);
            if (port != null && !isFree(port)) {
                throw new PlatformException(BUSY, "Port " + port + " is in use by another process",
                        "Give another one with " + service.option() + ", or leave the option out.");
            }
            settled.put(service, port != null ? port : choose(kept.path(key(service)).asInt(0), settled));
        }
        Map<String, Integer> written = new TreeMap<>();
        settled.forEach((service, port) -> written.put(key(service), port));
        OwnerOnly.write(file, JSON.writeValueAsString(written));
        return settled;
    }

    private static String key(Service service) {
        return service.name().toLowerCase(Locale.ROOT);
    }

    private static int choose(int before, Map<Service, Integer> taken) throws IOException {
        if (before > 0 && !taken.containsValue(before) && isFree(before)) {
            return before;
        }
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean isFree(int port) {
        @Nullable
        IOException busy = null;
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
        } catch (IOException e) {
            busy = e;
        }
        return busy == null;
    }
}
