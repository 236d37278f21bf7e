package io.attune.dataset;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;

/**
 * A store in front of another that refuses writes for a while when it is told to, or stands still at one write so that its
 * process can be killed there.
 */
public class FaultyObjectStore implements ObjectStore {
    static final String STOPPED = "stopped before a write";

    private final ObjectStore behind;
    private final String stopAt;
    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger deletesLeft = new AtomicInteger(Integer.MAX_VALUE);

    private final AtomicReference<Hook> afterWrite = new AtomicReference<>(Hook.NONE);
    private final AtomicReference<Hook> beforeOpen = new AtomicReference<>(Hook.NONE);

    /** What happens once, at the first key it is meant for. */
    private record Hook(Predicate<ObjectKey> at, Runnable what) {
        static final Hook NONE = new Hook(key -> false, () -> {
        });

        static void run(AtomicReference<Hook> once, ObjectKey key) {
            Hook hook = once.get();
            if (hook.at.test(key) && once.compareAndSet(hook, NONE)) {
                hook.what.run();
            }
        }
    }

    /** @param stopAt the write of a key that has this text in it never returns, and says so; empty for none */
    FaultyObjectStore(ObjectStore behind, String stopAt) {
        this.behind = behind;
        this.stopAt = stopAt;
    }

    /** The next writes succeed, the one after them fails, and then all is well again. */
    public void failAfter(int writes) {
        writesLeft.set(writes);
    }

    /** The next deletes succeed, and all after them fail until this is called again. */
    public void refuseDeletesAfter(int deletes) {
        deletesLeft.set(deletes);
    }

    /** Runs something after the next write of such a key, before that write returns. */
    public void afterWrite(Predicate<ObjectKey> at, Runnable what) {
        afterWrite.set(new Hook(at, what));
    }

    /** Runs something before the next object of such a key is opened. */
    public void beforeOpen(Predicate<ObjectKey> at, Runnable what) {
        beforeOpen.set(new Hook(at, what));
    }

    private void write(ObjectKey key) {
        if (!stopAt.isEmpty() && key.toString().contains(stopAt)) {
            System.out.println(STOPPED);
            while (true) {
                LockSupport.park();
            }
        }
        if (writesLeft.getAndUpdate(left -> left == Integer.MAX_VALUE
                ? left
                : left == 0 ? Integer.MAX_VALUE : left - 1) == 0) {
            throw new PlatformException(new ErrorCode("object-store-unavailable", ErrorKind.UNAVAILABLE),
                    "The object store does not answer", "Try again.");
        }
    }

    @Override
    public void put(ObjectKey key, byte[] content) {
        write(key);
        behind.put(key, content);
        Hook.run(afterWrite, key);
    }

    @Override
    public void put(ObjectKey key, Path content) {
        write(key);
        behind.put(key, content);
        Hook.run(afterWrite, key);
    }

    @Override
    public Optional<byte[]> get(ObjectKey key) {
        return behind.get(key);
    }

    @Override
    public Optional<InputStream> open(ObjectKey key) {
        Hook.run(beforeOpen, key);
        return behind.open(key);
    }

    @Override
    public Optional<InputStream> open(ObjectKey key, long from, long length) {
        return behind.open(key, from, length);
    }

    @Override
    public boolean exists(ObjectKey key) {
        return behind.exists(key);
    }

    @Override
    public List<ObjectKey> list(ObjectKey prefix) {
        return behind.list(prefix);
    }

    @Override
    public void delete(ObjectKey key) {
        if (deletesLeft.getAndUpdate(left -> left == Integer.MAX_VALUE || left == 0 ? left : left - 1) == 0) {
            throw new PlatformException(new ErrorCode("object-store-unavailable", ErrorKind.UNAVAILABLE),
                    "The object store does not answer", "Try again.");
        }
        behind.delete(key);
    }
}
