package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import static org.awaitility.Awaitility.await;

/** A Slurm cluster of one node on this machine: Debian's munged, slurmctld and slurmd with a configuration of their own. */
final class SlurmCluster {
    private static SlurmCluster running;
    private static String broken = "";

    private final Path folder;

    private SlurmCluster() {
        try {
            folder = Files.createTempDirectory("attune-slurm-");
            Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cluster, started once for all tests; skips the test where there can be none. */
    static synchronized SlurmCluster require() {
        Programs.require("slurm-wlm", "munged", "slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol");
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"),
                "Slurm's daemons are started as root, which this is not");
        if (running == null && broken.isEmpty()) {
            try {
                running = new SlurmCluster();
            } catch (RuntimeException e) {
                broken = String.valueOf(e.getMessage());
            }
        }
        Assumptions.assumeTrue(running != null, () -> "Slurm's daemons do not run on this machine: " + broken);
        return running;
    }

    String configuration() {
        return folder.resolve("slurm.conf").toString();
    }

    private void start() throws IOException {
        // munged wants a path that nobody else can write
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path key = Files.write(folder.resolve("munge.key"), key());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Path state = Files.createDirectories(folder.resolve("state"));
        Path spool = Files.createDirectories(folder.resolve("spool"));
        int controller = Programs.freePort();
        String host = InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
        // stand for devices: the daemon wants to see a file for each
        for (int i = 0; i < 16; i++) {
            Files.createFile(folder.resolve("gpu" + i));
        }
        Files.writeString(folder.resolve("gres.conf"), "NodeName=" + host + " Name=gpu File=" + folder
                + "/gpu[0-15]\n");
        Files.writeString(folder.resolve("slurm.conf"), """
                ClusterName=exam
                SlurmctldHost=%s(127.0.0.1)
                SlurmctldPort=%d
                SlurmdPort=%d
                SlurmUser=root
                AuthType=auth/munge
                AuthInfo=socket=%s/munge.socket
                CredType=cred/munge
                StateSaveLocation=%s
                SlurmdSpoolDir=%s
                SlurmctldPidFile=%s/slurmctld.pid
                SlurmdPidFile=%s/slurmd.pid
                SlurmdParameters=config_overrides
                ProctrackType=proctrack/linuxproc
                TaskPlugin=task/none
                SelectType=select/cons_tres
                SelectTypeParameters=CR_CPU
                SchedulerParameters=sched_min_interval=0,batch_sched_delay=0
                ReturnToService=2
                MpiDefault=none
                GresTypes=gpu
                NodeName=%s NodeAddr=127.0.0.1 CPUs=64 Gres=gpu:16 State=UNKNOWN
                PartitionName=exam Nodes=%s Default=YES MaxTime=INFINITE State=UP
                """.formatted(host, controller, Programs.freePort(), folder, state, spool, folder, folder, host,
                host));
        Programs.start(folder.resolve("munged.log"), List.of(Programs.path("munged"), "--foreground", "--force",
                "--socket=" + folder.resolve("munge.socket"), "--key-file=" + key, "--pid-file="
                        + folder.resolve("munged.pid"),
                "--seed-file=" + folder.resolve("munged.seed"), "--log-file="
                        + folder.resolve("munged.own.log")));
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("munge.socket")));
        Programs.start(folder.resolve("slurmctld.log"), List.of(Programs.path("slurmctld"), "-D", "-f",
                configuration()));
        Programs.awaitListener(controller);
        Programs.start(folder.resolve("slurmd.log"), List.of(Programs.path("slurmd"), "-D", "-f", configuration(),
                "-N", host));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> Programs.run(List.of("env",
                "SLURM_CONF=" + configuration(), "sinfo", "--noheader", "--format=%T")).strip(), "idle"::equals);
    }

    private static byte[] key() {
        byte[] key = new byte[128];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i * 37 + 11);
        }
        return key;
    }

    private void remove() {
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // a daemon still writes its last words there
        }
    }
}
