package io.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune doctor}. */
@Command(name = "doctor", description = "Looks what is wrong on this machine and says what mends it.", footer = {"",
        "Exit code 0 when all is well, 1 otherwise.", "", "Examples:", "  attune doctor", "  attune doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    private static final long DISK_NEEDED = 2_000_000_000L;

    private final Cli cli;

    DoctorCommand(Cli cli) {
        this.cli = cli;
    }

    private record Check(String name, boolean good, String found, String remedy) {
    }

    @Override
    public Integer call() {
        List<Check> checks = new ArrayList<>(List.of(jdk(), programs(), machine(), folder(), disk()));
        checks.addAll(processes());
        boolean allGood = checks.stream().allMatch(Check::good);
        if (cli.wantsJson()) {
            ObjectNode answer = Json.object();
            var items = answer.putArray("items");
            checks.forEach(check -> items.addObject().put("name", check.name()).put("good", check.good()).put("found",
                    check.found()).put("remedy", check.good() ? "" : check.remedy()));
            cli.screen().print(Json.pretty(answer));
        } else {
            Style style = cli.screen().style();
            Table table = new Table().column("CHECK").column("").column("FOUND").column("WHAT MENDS IT");
            checks.forEach(check -> table.row(check.name(), check.good() ? style.green("ok") : style.red("wrong"),
                    check.found(), check.good() ? "" : check.remedy()));
            cli.screen().print(table);
        }
        return allGood ? 0 : ExitCode.NO.number();
    }

    private static Check jdk() {
        return new Check("JDK", Runtime.version().feature() >= 25, Runtime.version() + " in "
                + System.getProperty("java.home"), "Install a JDK 25 and point JAVA_HOME at it.");
    }

    private Check programs() {
        try {
            cli.installation().appJar();
            cli.installation().sandboxJar();
            return new Check("programs", true, "built", "");
        } catch (CliException e) {
            return new Check("programs", false, e.message(), e.nextStep());
        }
    }

    private static Check machine() {
        String system = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
        boolean known = system.toLowerCase(Locale.ROOT).startsWith("linux") && system.endsWith("amd64");
        return new Check("machine", known, system + ", " + Runtime.getRuntime().availableProcessors() + " processors",
                "The sandbox's PostgreSQL and trainer are built for Linux on x86-64; elsewhere point the platform at "
                        + "your own PostgreSQL, S3 and provider.");
    }

    private Check folder() {
        Path path = cli.data().path();
        Path existing = existing(path);
        return new Check("data folder", Files.isWritable(existing), path.toString(),
                "Give yourself the right to write " + existing + ", or choose another with --data DIR.");
    }

    private Check disk() {
        try {
            long free = Files.getFileStore(existing(cli.data().path())).getUsableSpace();
            return new Check("disk", free >= DISK_NEEDED, Format.bytes(free) + " free",
                    "Free " + Format.bytes(DISK_NEEDED) + ", or choose another disk with --data DIR.");
        } catch (IOException e) {
            return new Check("disk", false, String.valueOf(e.getMessage()), "Choose another folder with --data DIR.");
        }
    }

    private List<Check> processes() {
        LocalPlatform platform = cli.localPlatform();
        List<LocalPlatform.Part> parts = platform.status();
        List<Check> checks = new ArrayList<>();
        for (LocalPlatform.Part part : parts) {
            checks.add(new Check(part.name(), !part.state().equals("died"), part.state() + " " + part.address(),
                    "See its log in " + cli.data().logs() + ", then: ./attune up"));
        }
        boolean platformDown = parts.getFirst().state().equals("down");
        if (platformDown) {
            boolean free = LocalPlatform.isPortFree(LocalPlatform.DEFAULT_PORT);
            checks.add(new Check("port " + LocalPlatform.DEFAULT_PORT, free, free ? "free" : "taken by another program",
                    "End that program, or: ./attune up --port PORT"));
        }
        return checks;
    }

    private static Path existing(Path path) {
        Path candidate = path.toAbsolutePath();
        while (!Files.exists(candidate) && candidate.getParent() != null) {
            candidate = candidate.getParent();
        }
        return candidate;
    }
}
