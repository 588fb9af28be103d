package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceConf;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.streaming.receiver.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that receive, compute and write as fast as they can, and are stopped at a moment that nobody chose. */
@Timeout(180)
class StopUnderLoadTest {
    private static final int ROUNDS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Counted down by the program as it goes; static, as tasks see no fields of a test. */
    private static volatile CountDownLatch moment = new CountDownLatch(0);

    private static volatile Kind kind = Kind.STORED;

    /** What is counted until the stop. */
    private enum Kind {
        STORED(20_000),
        MAPPED(5_000),
        WRITTEN(12);

        private final int most;

        Kind(int most) {
            this.most = most;
        }
    }

    private static void happened(Kind what) {
        if (what == kind) {
            moment.countDown();
        }
    }

    /** Stores without end, as fast as it may. */
    private static final class Flood extends Receiver<Integer> {
        Flood() {
            super(StorageLevel.MEMORY_ONLY);
        }

        @Override
        public void onStart() {
            new Thread(this::store, "sluice-test-flood").start();
        }

        private void store() {
            try {
                for (int i = 0; !isStopped(); i++) {
                    store(i);
                    happened(Kind.STORED);
                }
            } catch (IllegalStateException stopped) {
                assertThat(stopped).hasMessageContaining("not stored");
            }
        }

        @Override
        public void onStop() {}
    }

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("sluice-") && !before.contains(thread)) {
                thread.join(PATIENCE.toMillis());
                assertThat(thread.isAlive())
                        .as("%s, seed %d, at %s", thread, seed, List.of(thread.getStackTrace()))
                        .isFalse();
            }
        }
    }

    private static StreamingContext program() {
        SluiceConf conf = new SluiceConf()
                .setMaster("local[2]")
                .setAppName("flooded")
                .set("sluice.streaming.blockInterval", "2ms")
                .set("sluice.streaming.receiver.maxBufferedBytes", "1m");
        StreamingContext streaming = new StreamingContext(conf, Duration.ofMillis(5));
        PairDStream<Integer, Integer> counts = streaming
                .receiverStream(new Flood())
                .mapToPair(number -> {
                    happened(Kind.MAPPED);
                    return new Tuple2<>(number % 100, 1);
                })
                .reduceByKey(Integer::sum);
        for (int i = 0; i < 2; i++) {
            counts.foreachRDD(rdd -> {
                rdd.collect();
                happened(Kind.WRITTEN);
            });
        }
        return streaming;
    }

    private static StreamingContext durableProgram(Path checkpoint) {
        StreamingContext streaming = program();
        streaming.checkpoint(checkpoint.toString());
        streaming
                .receiverStream(new Flood())
                .mapToPair(number -> new Tuple2<>(number % 100, number))
                .<Long>updateStateByKey((values, count) -> Optional.of(count.orElse(0L) + values.size()))
                .foreachRDD(rdd -> rdd.count());
        return streaming;
    }

    private void awaitAMoment() throws InterruptedException {
        kind = Kind.values()[random.nextInt(Kind.values().length)];
        moment = new CountDownLatch(random.nextInt(kind.most));
        moment.await();
    }

    @ParameterizedTest
    @EnumSource
    void atAnyMoment_stopReturnsAndTheProgramIsOver(StopMode mode) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            StreamingContext streaming = program();
            streaming.start();
            awaitAMoment();

            streaming.stop(mode, PATIENCE);

            assertThat(streaming.getState()).isEqualTo(StreamingContextState.STOPPED);
            assertThat(streaming.sluiceContext().isStopped()).isTrue();
            assertThat(streaming.awaitTerminationOrTimeout(0)).isTrue();
            streaming.stop(mode, PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withACheckpointToo_andTheNextRunStarts(StopMode mode, @TempDir Path checkpoint) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            StreamingContext streaming = durableProgram(checkpoint);
            streaming.start();
            awaitAMoment();

            streaming.stop(mode, PATIENCE);

            assertThat(streaming.awaitTerminationOrTimeout(0)).isTrue();
        }
    }

    @Test
    void twoWhoStopAtOnceBothReturn() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            StreamingContext streaming = program();
            streaming.start();
            awaitAMoment();

            FutureTask<Boolean> other = new FutureTask<>(() -> streaming.stop(StopMode.DRAIN, PATIENCE));
            new Thread(other).start();
            streaming.stop(StopMode.NOW, Duration.ZERO);
            other.get();

            assertThat(streaming.getState()).isEqualTo(StreamingContextState.STOPPED);
        }
    }

    @Test
    void whoStopsWhileItStartsStopsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            StreamingContext streaming = program();
            kind = Kind.STORED;
            moment = new CountDownLatch(random.nextInt(2));
            FutureTask<Void> starting = new FutureTask<>(() -> {
                try {
                    streaming.start();
                } catch (IllegalStateException stoppedBefore) {
                    assertThat(stoppedBefore).hasMessageContaining("stopped");
                }
                return null;
            });
            new Thread(starting).start();
            if (moment.getCount() > 0 && random.nextBoolean()) {
                moment.await();
            }

            streaming.stop(StopMode.NOW, Duration.ZERO);
            starting.get();

            assertThat(streaming.getState()).isEqualTo(StreamingContextState.STOPPED);
        }
    }

    @Test
    void whoNeverStartedStopsToo() throws InterruptedException {
        StreamingContext streaming = program();

        streaming.stop(true, true);

        assertThat(streaming.getState()).isEqualTo(StreamingContextState.STOPPED);
        assertThat(streaming.awaitTerminationOrTimeout(0)).isTrue();
    }
}
