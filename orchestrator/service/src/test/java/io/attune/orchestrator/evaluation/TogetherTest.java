package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TogetherTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Integer> sizes = new ArrayList<>();

    @AfterEach
    void stop() {
        threads.close();
    }

    @Test
    void whoever_comes_alone_is_written_alone() {
        Together<Integer, Integer> together = new Together<>(10, this::doubled);

        assertThat(together.write(4)).isEqualTo(8);
        assertThat(together.write(5)).isEqualTo(10);
        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void whoever_comes_while_something_is_written_is_written_with_the_others_and_gets_what_came_of_its_own()
            throws Exception {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger come = new AtomicInteger();
        Together<Integer, Integer> together = new Together<>(10, list -> {
            begun.countDown();
            await(written);
            return doubled(list);
        });
        List<Future<Integer>> all = new ArrayList<>();
        all.add(threads.submit(() -> together.write(0)));
        begun.await();
        List<Thread> meanwhile = IntStream.rangeClosed(1, 15).mapToObj(i -> Thread.ofVirtual().start(
                () -> come.addAndGet(together.write(i)))).toList();
        for (Thread thread : meanwhile) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        written.countDown();
        for (Thread thread : meanwhile) {
            thread.join();
        }

        assertThat(all.getFirst().get()).isZero();
        assertThat(come.get()).isEqualTo(2 * 15 * 16 / 2);
        assertThat(sizes).containsExactly(1, 10, 5);
    }

    @Test
    void everybody_gets_its_own_however_many_come() throws Exception {
        Together<Integer, Integer> together = new Together<>(7, this::doubled);
        List<Future<Integer>> all = IntStream.range(0, 500).mapToObj(i -> threads.submit(() -> together.write(
                i))).toList();

        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).get()).isEqualTo(2 * i);
        }
        assertThat(sizes).allMatch(size -> size <= 7);
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(500);
    }

    @Test
    void a_failure_reaches_whose_thing_was_written_and_nobody_after() {
        AtomicInteger calls = new AtomicInteger();
        Together<Integer, Integer> together = new Together<>(10, list -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalArgumentException("no");
            }
            return doubled(list);
        });

        assertThatThrownBy(() -> threads.submit(() -> together.write(1)).get()).isInstanceOf(
                ExecutionException.class).hasRootCauseMessage("no");
        assertThat(together.write(2)).isEqualTo(4);
    }

    private List<Integer> doubled(List<Integer> list) {
        sizes.add(list.size());
        return list.stream().map(i -> 2 * i).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
