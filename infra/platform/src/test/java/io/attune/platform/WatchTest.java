package io.attune.platform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WatchTest {
    private static final Duration NEVER = Duration.ofDays(1);

    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void it_looks_at_the_start_and_after_each_pause() {
        Watch watch = new Watch("test", Duration.ofMillis(1), looks::incrementAndGet);
        watch.start();
        await().until(() -> looks.get() >= 3);
        watch.stop();
    }

    @Test
    void it_looks_when_it_is_woken() {
        Watch watch = new Watch("test", NEVER, looks::incrementAndGet);
        watch.start();
        await().until(() -> looks.get() == 1);
        watch.wake();
        await().until(() -> looks.get() == 2);
        watch.stop();
    }

    @Test
    void woken_often_during_one_look_it_looks_once_more() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch lastWake = new CountDownLatch(1);
        Watch watch = new Watch("test", NEVER, () -> {
            if (looks.incrementAndGet() == 1) {
                awaitQuietly(goOn);
            }
            if (looks.get() == 3) {
                lastWake.countDown();
            }
        });
        watch.start();
        await().until(() -> looks.get() == 1);
        for (int i = 0; i < 100; i++) {
            watch.wake();
        }
        goOn.countDown();
        await().until(() -> looks.get() == 2);
        watch.wake();
        assertThat(lastWake.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(looks).hasValue(3);
        watch.stop();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void it_goes_on_after_a_look_that_failed() {
        Watch watch = new Watch("test", Duration.ofMillis(1), () -> {
            looks.incrementAndGet();
            throw new IllegalStateException("the database is away");
        });
        watch.start();
        await().until(() -> looks.get() >= 2);
        watch.stop();
    }

    @Test
    void it_stands_still_when_stopped_and_may_start_again() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Watch watch = new Watch("test", NEVER, () -> {
            if (looks.incrementAndGet() == 1) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        });
        watch.start();
        await().until(() -> looks.get() == 1);
        watch.stop();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        watch.wake();
        assertThat(watch.isRunning()).isFalse();
        assertThat(looks).hasValue(1);
        watch.start();
        await().until(() -> looks.get() == 2);
        watch.stop();
    }
}
