package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rdd;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class StopTest {
    final BatchByBatch run = new BatchByBatch();
    final List<String> done = new CopyOnWriteArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);
    final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        go.countDown();
        run.close();
    }

    /** Two outputs, the first of which waits until it may go on; three batches are due, and the first has begun. */
    private void startWithOneBatchInHandAndTwoThatWait() throws InterruptedException {
        Rdd<Integer> records = run.streaming().sluiceContext().parallelize(List.of(1), 1);
        DStream<Integer> numbers =
                run.streaming().queueStream(new ArrayDeque<>(List.of(records, records, records)), true);
        numbers.foreachRDD((rdd, time) -> {
            begun.countDown();
            go.await();
            done.add("first of " + time.milliseconds() % 10_000);
        });
        numbers.foreachRDD((rdd, time) -> done.add("second of " + time.milliseconds() % 10_000));
        run.start();
        run.clock().awaitWaiting(1);
        run.clock().advance(BatchByBatch.INTERVAL.multipliedBy(3));
        begun.await();
    }

    private FutureTask<Boolean> stopping(StopMode mode, Duration timeout) {
        FutureTask<Boolean> stopping = new FutureTask<>(() -> run.streaming().stop(mode, timeout));
        new Thread(stopping).start();
        return stopping;
    }

    @Test
    void afterBatch_endsTheBatchInHandWithAllItsOutputs_andNoOther() throws Exception {
        startWithOneBatchInHandAndTwoThatWait();

        FutureTask<Boolean> stopping = stopping(StopMode.AFTER_BATCH, Duration.ofSeconds(50));
        while (run.streaming().batches().orElseThrow().isPlanning()) {
            Thread.onSpinWait();
        }
        go.countDown();

        assertThat(stopping.get()).isTrue();
        assertThat(done).containsExactly("first of 1000", "second of 1000");
        run.streaming().awaitTermination();
    }

    @Test
    void now_cancelsWhatRuns() throws Exception {
        startWithOneBatchInHandAndTwoThatWait();

        assertThat(run.streaming().stop(StopMode.NOW, Duration.ZERO)).isFalse();

        assertThat(done).isEmpty();
        run.streaming().awaitTermination();
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_BATCH", "DRAIN"})
    void whenTheTimeIsOver_thenWhatRunsIsCancelled_andWhoAwaitsTheEndIsTold(StopMode mode) throws Exception {
        startWithOneBatchInHandAndTwoThatWait();

        assertThat(run.streaming().stop(mode, Duration.ZERO)).isFalse();

        assertThat(done).isEmpty();
        assertThatThrownBy(run.streaming()::awaitTermination).isInstanceOfSatisfying(StreamException.class, failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.STOP_TIMED_OUT);
            assertThat(failure.problem()).contains("by " + mode + " within 0 ms");
        });
    }

    @Test
    void whenNothingRuns_thenEveryStopIsDoneAtOnce() {
        run.recordsOf(run.streaming().<Integer>queueStream(new ArrayDeque<>()));
        run.start();

        assertThat(run.streaming().stop(StopMode.AFTER_BATCH, Duration.ZERO)).isTrue();
        assertThat(run.streaming().stop(StopMode.NOW, Duration.ZERO)).isTrue();
    }
}
