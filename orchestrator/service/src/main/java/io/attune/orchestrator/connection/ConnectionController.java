package io.attune.orchestrator.connection;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.connection.Holdings.Held;
import io.attune.orchestrator.connection.Holdings.Owner;
import io.attune.orchestrator.recipe.git.Owners;
import io.attune.platform.AddressGuard;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.provider.Connections;
import io.attune.provider.Inventory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Connections over HTTP. */
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionController {
    private final ConnectionProfiles profiles;
    private final StoredConnections stored;
    private final Connections connections;
    private final VendorInventory inventory;
    private final AddressGuard addresses;
    private final Owners owners;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    ConnectionController(ConnectionProfiles profiles, StoredConnections stored, Connections connections,
            VendorInventory inventory, AddressGuard addresses, Owners owners, InstantSource clock) {
        this.profiles = profiles;
        this.stored = stored;
        this.connections = connections;
        this.inventory = inventory;
        this.addresses = addresses;
        this.owners = owners;
        this.clock = clock;
    }

    /**
     * A connection.
     *
     * @param origin {@code configured} by the operator for every project, or {@code added} to this one
     * @param credential where it lies; empty for what the operator configured
     */
    record Shown(String name, String dialect, String vendor, String baseUrl, String region, boolean local,
            List<String> dataClasses, @Nullable Long retentionDays, Quotas quotas, String origin, String account,
            String staging, String credential) {}

    record Page(List<Shown> items) {}

    record Line(String what, String result, String detail, String nextStep) {}

    /** @param ok whether nothing is missing */
    record Checked(String name, boolean ok, List<Line> lines) {}

    /** @param ageDays null when the vendor does not say */
    record Thing(String kind, String id, String name, String owner, String why, @Nullable Instant createdAt,
            @Nullable Long ageDays, @Nullable Long bytes, @Nullable Money monthlyCost, String state,
            @Nullable String runKey) {}

    /** @param ofOtherProjects how many more there are, of which nothing is told */
    record Things(List<Thing> items, long ofOtherProjects) {}

    record CleanRequest(@Nullable Boolean dryRun) {}

    record Cleaned(Thing thing, boolean removed, String problem) {}

    record Cleaning(boolean dryRun, List<Cleaned> items) {}

    record AdoptRequest(@Nullable String kind, @Nullable String id, @Nullable String note) {}

    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page(profiles.names(caller.project()).stream().sorted().map(name -> shown(caller.project(),
                name)).toList());
    }

    @GetMapping("/{name}")
    Shown show(Caller caller, @PathVariable String name) {
        caller.require(Permission.VIEWER);
        return shown(caller.project(), name);
    }

    /** Adds a connection to the project, or changes the one of that name. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown add(Caller caller, @RequestBody ConnectionRequest request) {
        caller.require(Permission.ADMIN);
        StoredConnection connection = request.read(connections.dialects(), connections.names(), stored.credentials(
                caller.project()), addresses);
        owners.requireFree(caller.project(), WrittenConnections.KEY, connection.name());
        connections.tryOut(stored.settings(caller.project(), connection));
        stored.put(caller.project(), caller.name(), connection);
        return shown(caller.project(), connection.name());
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String name) {
        caller.require(Permission.ADMIN);
        owners.requireFree(caller.project(), WrittenConnections.KEY, name);
        stored.remove(caller.project(), caller.name(), name);
    }

    @PostMapping("/{name}/check")
    Checked check(Caller caller, @PathVariable String name) {
        caller.require(Permission.EDITOR);
        List<CheckLine> lines = new ConnectionCheck(profiles.get(caller.project(), name), connections.settings(
                caller.project(), name), connections.provider(caller.project(), name), http, clock).lines();
        return new Checked(name, lines.stream().noneMatch(line -> line.result() == CheckLine.Result.MISSING),
                lines.stream().map(line -> new Line(line.what(), word(line.result()), line.detail(),
                        line.nextStep())).toList());
    }

    @GetMapping("/{name}/inventory")
    Things inventory(Caller caller, @PathVariable String name) {
        caller.require(Permission.ADMIN);
        List<Held> held = inventory.list(caller.project(), name);
        return new Things(held.stream().filter(one -> one.owner() != Owner.OTHER_PROJECT).map(
                ConnectionController::thing).toList(), held.stream().filter(
                        one -> one.owner() == Owner.OTHER_PROJECT).count());
    }

    /** Removes orphans; without {@code dryRun: false} it only says which. */
    @PostMapping("/{name}/clean")
    Cleaning clean(Caller caller, @PathVariable String name, @RequestBody CleanRequest request) {
        caller.require(Permission.ADMIN);
        boolean dryRun = request.dryRun() == null || request.dryRun();
        return new Cleaning(dryRun, inventory.clean(caller.project(), caller.name(), name, dryRun).stream().map(
                removed -> new Cleaned(thing(removed.held()), removed.removed(), removed.problem())).toList());
    }

    @PostMapping("/{name}/adopt")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void adopt(Caller caller, @PathVariable String name, @RequestBody AdoptRequest request) {
        caller.require(Permission.ADMIN);
        String kind = request.kind() == null ? "model" : request.kind();
        String id = request.id();
        Inventory.Kind known = Arrays.stream(Inventory.Kind.values()).filter(one -> word(one).equals(
                kind)).findFirst().orElse(null);
        if (known == null || id == null) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "There is no kind '" + kind + "', or no id is named",
                    "Write file, job, model or endpoint, and the id that the inventory shows.");
        }
        inventory.adopt(caller.project(), caller.name(), name, known, id, request.note() == null ? "" : request.note());
    }

    private Shown shown(ProjectId project, String name) {
        ConnectionProfile p = profiles.get(project, name);
        StoredConnection own = p.configured() ? null : stored.get(project, name).orElse(null);
        Duration retention = p.destination().retention();
        return new Shown(p.name(), p.dialect(), p.vendor(), p.baseUrl().toString(), p.destination().region().name(),
                p.destination().local(), p.destination().dataClasses().stream().sorted().map(Object::toString).toList(),
                retention == null ? null : retention.toDays(), p.quotas(), p.configured() ? "configured" : "added",
                own == null ? "" : own.account(), own == null ? "" : own.staging(), own == null
                        ? ""
                        : own.credential());
    }

    private static Thing thing(Held held) {
        Inventory.Item item = held.item();
        Duration age = held.age();
        return new Thing(word(item.kind()), item.id(), item.name(), word(held.owner()), held.why(), item.createdAt(),
                age == null ? null : age.toDays(), item.bytes(), held.monthlyCost(), item.rawState(),
                item.runKey() == null ? null : item.runKey().value());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
