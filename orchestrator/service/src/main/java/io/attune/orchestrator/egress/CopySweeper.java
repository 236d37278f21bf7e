package io.attune.orchestrator.egress;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.PlatformException;
import io.attune.platform.Audit;
import io.attune.platform.Watch;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.Inventory;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Deletes the copies that are due, asks afterwards whether they are gone, and keeps both answers. May be killed at any
 * moment and may run in many processes at once: what one began, the next finds and does again.
 */
@Component
class CopySweeper implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CopySweeper.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    /** Vendors' lists lag. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
    static final Duration BACKOFF_MAX = Duration.ofHours(6);
    private static final int AT_ONCE = 50;

    private final Copies copies;
    private final Connections connections;
    private final Audit audit;
    private final InstantSource clock;
    private final Watch watch;

    CopySweeper(Copies copies, Connections connections, Audit audit, InstantSource clock,
            @Value("${attune.egress.sweep:15s}") Duration pause) {
        this.copies = copies;
        this.connections = connections;
        this.audit = audit;
        this.clock = clock;
        this.watch = new Watch("copy-sweep", pause, this::sweep);
    }

    /** Works through what is due now. */
    void sweep() {
        copies.due(AT_ONCE).forEach(id -> copies.take(id, LEASE).ifPresent(this::workOn));
    }

    private void workOn(VendorCopy copy) {
        try {
            FineTuneProvider provider = connections.provider(copy.project(), copy.connection());
            switch (copy.state()) {
                case SENDING -> find(provider, copy);
                case DELETING -> delete(provider, copy);
                case DELETED -> verify(provider, copy);
                case LYING, RELEASED, GONE -> {
                }
            }
        } catch (PlatformException e) {
            log.warn("A copy of run {} at connection {} could not be looked after: {}", copy.run(), copy.connection(),
                    e.code());
            copies.failed(copy, e.code() + ": " + e.message(), backoff(copy.attempts()));
        }
    }

    /** Whoever announced it was stopped before the vendor's answer was stored. */
    private void find(FineTuneProvider provider, VendorCopy copy) {
        Optional<ProviderFileId> found = provider.ability(FileUpload.class).flatMap(files -> find(files,
                copy));
        found.ifPresentOrElse(file -> copies.arrived(copy, file), () -> copies.absent(copy,
                "never arrived: at " + clock.instant() + " the vendor had no file of this content"));
    }

    private void delete(FineTuneProvider provider, VendorCopy copy) {
        ProviderFileId file = file(copy);
        provider.ability(FileUpload.class).ifPresent(files -> files.deleteFile(file));
        copies.deleted(copy, "at " + clock.instant() + " the vendor took the delete of " + file, LOOK_AGAIN);
        audit.record(copy.project(), "system", "copy.delete", copy.connection() + "/" + file, Digest.of(copy.digest()
                + " " + copy.run()));
    }

    private void verify(FineTuneProvider provider, VendorCopy copy) {
        ProviderFileId file = file(copy);
        boolean listed = provider.ability(Inventory.class).map(inventory -> inventory.list(
                Inventory.Kind.FILE).stream().anyMatch(
                        item -> item.id().equals(file.value()))).orElseGet(() -> provider.ability(
                                FileUpload.class).flatMap(
                                        files -> find(files, copy)).filter(file::equals).isPresent());
        if (listed) {
            copies.stillThere(copy, backoff(copy.attempts()));
        } else {
            copies.absent(copy, "at " + clock.instant() + " the vendor listed no such file");
        }
    }

    private static ProviderFileId file(VendorCopy copy) {
        ProviderFileId file = copy.file();
        if (file == null) {
            throw new IllegalStateException("A copy that is deleted has a name at the vendor");
        }
        return file;
    }

    /** Vendors are asked by name and size; the content is not needed, so a file of holes stands in for it. */
    private static Optional<ProviderFileId> find(FileUpload files, VendorCopy copy) {
        try {
            Path standIn = Files.createTempFile("attune-copy-", ".jsonl");
            try (RandomAccessFile holes = new RandomAccessFile(standIn.toFile(), "rw")) {
                holes.setLength(copy.bytes());
                return files.find(new TrainingFile(copy.label(), copy.digest(), standIn));
            } finally {
                Files.deleteIfExists(standIn);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration backoff(int attempts) {
        Duration wait = LOOK_AGAIN.multipliedBy(1L << Math.min(10, Math.max(0, attempts - 1)));
        return wait.compareTo(BACKOFF_MAX) > 0 ? BACKOFF_MAX : wait;
    }

    @Override
    public void start() {
        watch.start();
    }

    @Override
    public void stop() {
        watch.stop();
    }

    @Override
    public boolean isRunning() {
        return watch.isRunning();
    }
}
