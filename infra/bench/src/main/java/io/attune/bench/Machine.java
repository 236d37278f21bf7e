package io.attune.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

import com.sun.management.OperatingSystemMXBean;

/**
 * Where readings are taken and with what.
 *
 * @param hardware processor, cores and memory
 * @param system the operating system
 * @param java runtime and its garbage collector
 * @param attune version and commit
 */
record Machine(String hardware, String system, String java, String attune) {

    static Machine here(Path root) {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        String hardware = String.format(Locale.ROOT, "%s, %d cores, %.0f GiB", processor(),
                Runtime.getRuntime().availableProcessors(), os.getTotalMemorySize() / (double) (1L << 30));
        String collectors = String.join(" + ", ManagementFactory.getGarbageCollectorMXBeans().stream().map(
                bean -> bean.getName()).toList());
        return new Machine(hardware, System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch"), System.getProperty("java.vm.vendor") + " " + Runtime.version() + ", "
                        + collectors, version() + ", commit " + commit(root));
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(l -> l.startsWith(
                    "model name")).findFirst().map(l -> l.substring(l.indexOf(':') + 1).strip()).orElse("processor");
        } catch (IOException e) {
            return "processor";
        }
    }

    private static String version() {
        return Objects.requireNonNullElse(Machine.class.getPackage().getImplementationVersion(), "(unpackaged)");
    }

    private static String commit(Path root) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").directory(
                    root.toFile()).redirectErrorStream(true).start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? said : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
