package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.streaming.batch.BatchCycle;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches that are due while an earlier one still runs. Times are seconds since the start. */
@Timeout(60)
class QueuedBatchesTest {
    private static final long START = 1_000_000;

    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);
    final BlockingQueue<Long> done = new LinkedBlockingQueue<>();
    final Queue<Rdd<Integer>> queue = new ArrayDeque<>();
    final Map<Long, Long> schedulingDelays = new ConcurrentHashMap<>();
    BatchByBatch run;

    @AfterEach
    void close() {
        go.countDown();
        run.close();
    }

    private DStream<Integer> numbers(String... settings) {
        run = new BatchByBatch(settings);
        run.streaming().addStreamingListener(new StreamingListener() {
            @Override
            public void onBatchCompleted(StreamingListenerBatchCompleted event) {
                schedulingDelays.put(
                        second(event.batchInfo().batchTime()), event.batchInfo().schedulingDelay());
            }
        });
        return run.streaming().queueStream(queue, false);
    }

    private static long second(Time time) {
        return time.milliseconds() / 1000 - START;
    }

    private BatchCycle cycle() {
        return run.streaming().batches().orElseThrow();
    }

    /** Adds a record, lets a second pass, and waits until that is noticed. */
    private void feedAndPass(int number, LongSupplier noticed) {
        long before = noticed.getAsLong();
        feed(number);
        while (noticed.getAsLong() == before) {
            Thread.onSpinWait();
        }
    }

    private void feed(int number) {
        synchronized (queue) {
            queue.add(run.streaming().sluiceContext().parallelize(List.of(number), 1));
        }
        run.clock().advance(BatchByBatch.INTERVAL);
    }

    private void holdFirst(Time time) throws InterruptedException {
        if (second(time) == 1) {
            begun.countDown();
            go.await();
        }
        done.add(second(time));
    }

    @Test
    void whenABatchIsSlow_thenOnlySoManyWait_andTheInputOfTimesPassedOverGoesToTheNext() throws Exception {
        List<Integer> records = new CopyOnWriteArrayList<>();
        numbers("maxQueuedBatches=2").foreachRDD((rdd, time) -> {
            records.addAll(rdd.collect());
            holdFirst(time);
        });
        run.start();
        run.clock().awaitWaiting(1);
        feedAndPass(1, () -> cycle().unfinished());
        feedAndPass(2, () -> cycle().unfinished());
        feed(3);
        for (int i = 4; i <= 60; i++) { // that the queue is full is known when the next one is due
            feedAndPass(i, () -> cycle().passedOver());
        }

        assertThat(cycle().unfinished()).isEqualTo(2);
        assertThat(cycle().passedOver()).isEqualTo(57);
        assertThat(records).containsExactly(1);
        go.countDown();
        assertThat(done.take()).isEqualTo(1);
        assertThat(done.take()).isEqualTo(2);
        assertThat(done.take()).isEqualTo(60);
        run.clock().awaitWaiting(1);
        run.runBatch();
        cycle().flushEvents();

        assertThat(done.take()).isEqualTo(61);
        assertThat(records).hasSize(60).doesNotHaveDuplicates();
        assertThat(schedulingDelays).containsEntry(2L, 58_000L).containsEntry(61L, 0L);
    }

    @Test
    void whenTwoJobsMayRun_thenABatchThatWaitsHoldsUpNoOther() throws Exception {
        numbers("concurrentJobs=2").foreachRDD((rdd, time) -> holdFirst(time));
        run.start();
        run.clock().awaitWaiting(1);

        run.clock().advance(BatchByBatch.INTERVAL.multipliedBy(3));
        begun.await();

        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo(3);
        go.countDown();
        assertThat(done.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void whenThereIsState_thenNoBatchOvertakesItsPredecessor(@TempDir Path checkpoint) throws Exception {
        DStream<Integer> numbers = numbers("concurrentJobs=2");
        run.streaming().checkpoint(checkpoint.toString());
        List<Integer> totals = new CopyOnWriteArrayList<>();
        numbers.mapToPair(number -> new Tuple2<>("all", number))
                .<Integer>updateStateByKey((values, total) -> Optional.of(
                        total.orElse(0) + values.stream().mapToInt(i -> i).sum()))
                .foreachRDD((rdd, time) -> {
                    holdFirst(time);
                    rdd.collect().forEach(total -> totals.add(total._2()));
                });
        run.start();
        run.clock().awaitWaiting(1);

        for (int i = 1; i <= 3; i++) {
            feedAndPass(i, () -> cycle().unfinished());
        }
        begun.await();

        assertThat(done).isEmpty();
        go.countDown();
        assertThat(List.of(done.take(), done.take(), done.take())).containsExactly(1L, 2L, 3L);
        run.runBatch();
        assertThat(totals).containsExactly(1, 3, 6, 6);
    }
}
