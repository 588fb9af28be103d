package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.StorageLevel;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.BatchByBatch;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReceiverTest {
    /** Starts and stops as told, and stores what the test stores. */
    static class Numbers extends Receiver<Integer> {
        final transient Semaphore started = new Semaphore(0);
        final transient AtomicInteger stopped = new AtomicInteger();

        Numbers() {
            super(StorageLevel.MEMORY_ONLY);
        }

        @Override
        public void onStart() throws Exception {
            started.release();
        }

        @Override
        public void onStop() throws Exception {
            stopped.incrementAndGet();
        }
    }

    final Numbers numbers = new Numbers();
    BatchByBatch run = new BatchByBatch();

    @AfterEach
    void close() {
        run.close();
    }

    private List<List<Integer>> startWith(Receiver<Integer> receiver) {
        List<List<Integer>> partitions = run.partitionsOf(run.streaming().receiverStream(receiver));
        run.start();
        return partitions;
    }

    @Test
    void whatIsStoredBeforeABatchIsPlanned_isInThatBatch() throws InterruptedException {
        List<List<Integer>> partitions = startWith(numbers);
        numbers.started.acquire();

        numbers.store(1);
        numbers.store(2);
        run.runBatch();
        numbers.store(3);
        run.runBatch();
        run.runBatch();

        assertThat(partitions.stream().flatMap(List::stream)).containsExactly(1, 2, 3);
    }

    @Test
    void eachStoreOfManyRecordsIsAPartition() throws Exception {
        List<List<Integer>> partitions = startWith(numbers);
        numbers.started.acquire();

        numbers.store(List.of(1, 2));
        numbers.store(List.of(3).iterator());
        numbers.store(List.of(4).iterator(), "metadata");
        numbers.store(ByteBuffer.wrap(RawBlocks.encode(List.of(5, 6))));
        numbers.store(List.<Integer>of());
        run.runBatch();

        assertThat(partitions).containsExactly(List.of(1, 2), List.of(3), List.of(4), List.of(5, 6));
    }

    @Test
    void blocksAreCutAtTheMultiplesOfTheBlockInterval() throws InterruptedException {
        List<List<Integer>> partitions = startWith(numbers);
        numbers.started.acquire();
        run.clock().awaitWaiting(2); // the planner and the block timer

        numbers.store(1);
        run.clock().advance(Duration.ofMillis(200));
        run.clock().awaitWaiting(2);
        numbers.store(2);
        run.runBatch();

        assertThat(partitions).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void recordsOfManyThreadsAllArrive() throws InterruptedException {
        List<List<Integer>> partitions = startWith(numbers);
        numbers.started.acquire();

        List<Thread> threads = java.util.stream.IntStream.range(0, 8)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        numbers.store(thread * 5_000 + i);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        run.runBatch();
        for (Thread thread : threads) {
            thread.join();
        }
        run.runBatch();

        assertThat(partitions.stream().flatMap(List::stream).distinct()).hasSize(40_000);
        assertThat(partitions.stream().mapToInt(List::size).sum()).isEqualTo(40_000);
    }

    @Test
    void storeBeforeTheReceiverBelongsToAContext_saysWhatIsMissing() {
        assertThatThrownBy(() -> numbers.store(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("receiverStream");
    }

    @Test
    void aReceiverFeedsOneStreamOnly() {
        run.streaming().receiverStream(numbers);

        assertThatThrownBy(() -> run.streaming().receiverStream(numbers)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whenOnStartThrows_thenItIsReportedAndTriedAgainAfterGrowingDelays() throws InterruptedException {
        startWith(new Numbers() {
            @Override
            public void onStart() {
                throw new IllegalStateException("no such broker");
            }
        });

        assertThat(run.receiverEvent("error")).contains("no such broker");
        run.receiverEvent("stopped");
        run.clock().awaitWaiting(3);
        run.clock().advance(Duration.ofSeconds(2));
        assertThat(run.nextReceiverEvent()).contains("started");
        run.receiverEvent("stopped");
        run.clock().awaitWaiting(3);
        run.clock().advance(Duration.ofMillis(3_999));
        run.clock().awaitWaiting(3); // it still rests: the second delay is 4 s
        run.clock().advance(Duration.ofMillis(1));
        assertThat(run.nextReceiverEvent()).contains("started");
    }

    @Test
    void afterARunThatStoredSomething_theDelayIsTheFirstAgain() {
        RestartDelay delay = new RestartDelay(Duration.ofSeconds(2));

        List<Duration> delays = List.of(
                delay.after(false),
                delay.after(false),
                delay.after(false),
                delay.after(false),
                delay.after(false),
                delay.after(true),
                delay.after(false));

        assertThat(delays.stream().map(Duration::toSeconds)).containsExactly(2L, 4L, 8L, 16L, 16L, 2L, 4L);
    }

    @Test
    void whenItAsksForARestart_thenItIsStoppedAndStartedAgain() throws InterruptedException {
        startWith(numbers);
        numbers.started.acquire();

        numbers.restart("the token expired", new IllegalStateException("401"), 100);

        assertThat(run.receiverEvent("error")).contains("the token expired");
        assertThat(run.nextReceiverEvent()).contains("stopped");
        assertThat(numbers.stopped).hasValue(1);
        run.clock().awaitWaiting(3);
        run.clock().advance(Duration.ofMillis(100));
        numbers.started.acquire();
        assertThat(numbers.isStarted()).isTrue();
    }

    @Test
    void aReportedErrorReachesListeners_andTheReceiverGoesOn() throws InterruptedException {
        startWith(numbers);
        numbers.started.acquire();

        numbers.reportError("a record was no JSON", new IllegalArgumentException("{"));

        assertThat(run.receiverEvent("error")).contains("a record was no JSON");
        assertThat(numbers.isStopped()).isFalse();
    }

    @Test
    void whenTheContextStops_thenStoringIsRefusedAndNoThreadIsLeft() throws InterruptedException {
        startWith(numbers);
        numbers.started.acquire();

        run.streaming().stop();

        assertThatThrownBy(() -> numbers.store(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not stored");
        assertThat(numbers.stopped).hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("sluice-receiver"));
    }

    @Test
    void whenOnStopNeverReturns_thenTheContextStopsAllTheSame() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        startWith(new Numbers() {
            @Override
            public void onStop() throws InterruptedException {
                never.await();
            }
        });
        run.receiverEvent("started");

        run.streaming().stop();

        assertThat(run.receiverEvent("had to be interrupted")).contains("onStop");
    }

    @Test
    void whenOnStopIgnoresItsInterrupt_thenTheContextStopsAllTheSame_andItsThreadIsNamed() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        startWith(new Numbers() {
            @Override
            public void onStop() {
                boolean waiting = true;
                while (waiting) {
                    try {
                        released.await();
                        waiting = false;
                    } catch (InterruptedException ignored) {
                        Thread.interrupted(); // as programs do that know better
                    }
                }
            }
        });
        run.receiverEvent("started");

        run.streaming().stop();

        assertThat(run.receiverEvent("does not return, not even when interrupted"))
                .contains("onStop");
        released.countDown();
    }

    @Test
    void whenBatchesFallBehind_thenStoreWaitsUntilOneIsDone() throws InterruptedException {
        run.close();
        run = new BatchByBatch("receiver.maxBufferedBytes=100k");
        AtomicInteger stored = new AtomicInteger();
        Receiver<Integer> fast = new Numbers() {
            @Override
            public void onStart() {
                new Thread(() -> {
                            for (int i = 0; i < 100_000; i++) {
                                store(i);
                                stored.incrementAndGet();
                            }
                            started.release();
                        })
                        .start();
            }
        };
        List<List<Integer>> partitions = startWith(fast);

        run.runBatchesUntil(() -> stored.get() == 100_000);
        run.runBatch();

        assertThat(partitions.stream().mapToInt(List::size).max().orElseThrow()).isLessThan(20_000);
        assertThat(partitions.stream().mapToInt(List::size).sum()).isEqualTo(100_000);
    }

    @Test
    void whenStoreWaitsForRoom_thenStopEndsTheWait() throws InterruptedException {
        run.close();
        run = new BatchByBatch("receiver.maxBufferedBytes=1k");
        CountDownLatch refused = new CountDownLatch(1);
        startWith(new Numbers() {
            private transient Thread thread;

            @Override
            public void onStart() {
                thread = new Thread(() -> {
                    try {
                        for (int i = 0; true; i++) {
                            store(i);
                        }
                    } catch (IllegalStateException stop) {
                        refused.countDown();
                    }
                });
                thread.start();
                started.release();
            }

            @Override
            public void onStop() throws InterruptedException {
                thread.join();
            }
        });
        run.receiverEvent("started");

        run.streaming().stop();

        refused.await();
    }

    @Test
    void whenARecordFails_thenTheErrorNamesItsBlock() throws InterruptedException {
        run.streaming().receiverStream(numbers).map(n -> 1 / n).foreachRDD(rdd -> rdd.collect());
        run.start();
        numbers.started.acquire();

        numbers.store(1);
        numbers.store(0);
        run.clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> run.streaming().awaitTermination())
                .isInstanceOfSatisfying(StreamException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.BATCH_FAILED);
                    assertThat(failure).hasMessageContaining("record 1 of block 0 of Numbers");
                });
    }

    @Test
    void aGracefulStopProcessesWhatWasStored() throws InterruptedException {
        List<List<Integer>> partitions = startWith(numbers);
        numbers.started.acquire();
        numbers.store(7);

        Thread stopping = new Thread(() -> run.streaming().stop(true, true));
        stopping.start();
        while (stopping.isAlive()) {
            run.clock().nextWake().ifPresent(run.clock()::advanceTo);
        }

        assertThat(partitions).containsExactly(List.of(7));
    }

    @Test
    void withBackpressure_aReceiverIsLimitedFromTheFirstBatch() throws Exception {
        run.close();
        run = new BatchByBatch("backpressure.enabled=true", "backpressure.initialRate=1000");
        List<List<Integer>> partitions = startWith(numbers);
        numbers.started.acquire();
        Thread storing = new Thread(() -> {
            for (int number = 0; number < 100_000; number++) {
                numbers.store(number);
            }
        });
        storing.setUncaughtExceptionHandler((thread, refused) -> {}); // the end comes before its own
        storing.start();

        run.clock().awaitWaiting(3); // the planner, the block timer, and the receiver for its next permits
        run.runBatch();

        assertThat(partitions.stream().mapToLong(List::size).sum()).isBetween(1L, 1_000L);
        run.close();
        storing.join();
    }

    @Test
    void anUnknownEstimatorIsRefused() {
        run.close();
        run = new BatchByBatch("backpressure.rateEstimator=guess");
        run.partitionsOf(run.streaming().receiverStream(numbers));

        assertThatThrownBy(run::start)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("backpressure.rateEstimator")
                .hasMessageContaining("Unknown rate estimator: guess");
    }
}
