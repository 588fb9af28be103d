package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.engine.Engine;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.allocation.FakeExecutors;
import io.sluice.time.ManualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How programs ask for dynamic allocation; what it does then is in {@code ExecutorAllocationTest}. */
class AllocatingTest {
    private final SluiceConf conf = new SluiceConf()
            .setMaster("local[2]")
            .setAppName("test")
            .set("spark.streaming.dynamicAllocation.enabled", "true");
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final FakeExecutors executors = new FakeExecutors(2);
    private StreamingContext streaming;

    @AfterEach
    void stop() {
        streaming.stop();
    }

    private void open(SluiceContext context, Duration batchTakes) {
        streaming = new StreamingContext(context, Duration.ofSeconds(1), clock);
        streaming.queueStream(new ArrayDeque<Rdd<Integer>>()).foreachRDD(rdd -> clock.advance(batchTakes));
    }

    private void openOnExecutors(Duration batchTakes) {
        Engine here = new SluiceContext(new SluiceConf().setMaster("local[2]").setAppName("test")).engine();
        Engine engine = (Engine) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Engine.class}, (proxy, call, with) -> {
                    try {
                        return call.getName().equals("executors") ? Optional.of(executors) : call.invoke(here, with);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
        open(new SluiceContext(conf, engine), batchTakes);
    }

    private void runBatch() throws InterruptedException {
        Time due = new Time(clock.millis()).floor(Duration.ofSeconds(1)).plus(Duration.ofSeconds(1));
        clock.advanceTo(due.toInstant());
        streaming.batches().orElseThrow().termination().awaitBatch(due);
        streaming.batches().orElseThrow().flushEvents();
    }

    @Test
    void sparksSettingsAreTaken_andAnIntervalWithoutAUnitIsInSeconds() throws InterruptedException {
        conf.set("spark.streaming.dynamicAllocation.scalingInterval", "2")
                .set("spark.streaming.dynamicAllocation.minExecutors", "1")
                .set("spark.streaming.dynamicAllocation.maxExecutors", "7")
                .set("spark.streaming.dynamicAllocation.scalingUpRatio", "0.5")
                .set("spark.streaming.dynamicAllocation.scalingDownRatio", "0.1")
                .set("spark.streaming.dynamicAllocation.testing", "true");
        openOnExecutors(Duration.ofMillis(500));
        streaming.start();

        runBatch();
        assertThat(executors.asked).isEmpty();
        runBatch();

        assertThat(executors.asked).containsExactly("3 in all");
    }

    @Test
    void byDefaultAMinuteIsMeasured_andOneExecutorIsLeft() throws InterruptedException {
        openOnExecutors(Duration.ZERO);
        streaming.start();

        for (int second = 0; second < 59; second++) {
            runBatch();
        }
        assertThat(executors.asked).isEmpty();
        for (int second = 0; second < 100; second++) {
            runBatch();
        }

        assertThat(executors.asked).containsExactly("one less");
        assertThat(executors.count).isEqualTo(1);
    }

    @Test
    void inOneProcessItHasNoEffect() throws InterruptedException {
        open(new SluiceContext(conf), Duration.ZERO);

        streaming.start();
        runBatch();

        assertThat(streaming.getState()).isEqualTo(StreamingContextState.ACTIVE);
    }

    @Test
    void besideTheEnginesOwnItIsRefused() {
        executors.managed = true;
        openOnExecutors(Duration.ZERO);

        assertThatThrownBy(streaming::start)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("sluice.streaming.dynamicAllocation.enabled")
                .hasMessageContaining("spark.dynamicAllocation.enabled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "minExecutors=0 | minExecutors must be above 0, got 0",
                "maxExecutors=-1 | maxExecutors must be above 0, got -1",
                "minExecutors=3,maxExecutors=2 | minExecutors is 3, which is more than maxExecutors, 2",
                "scalingInterval=0 | scalingInterval must be above 0, got PT0S",
                "scalingUpRatio=0 | scalingUpRatio must be above 0, got 0.0",
                "scalingDownRatio=-0.5 | scalingDownRatio must be above 0, got -0.5",
                "scalingUpRatio=0.3 | scalingUpRatio is 0.3, which must be more than scalingDownRatio, 0.3",
                "scalingUpRatio=NaN | scalingUpRatio must be above 0, got NaN",
                "minExecutors=few | few",
            })
    void valuesThatMakeNoSenseAreRefused_onEveryEngine(String settings, String problem) {
        for (String setting : settings.split(",", -1)) {
            String[] pair = setting.split("=", 2);
            conf.set("spark.streaming.dynamicAllocation." + pair[0], pair[1]);
        }
        open(new SluiceContext(conf), Duration.ZERO);

        assertThatThrownBy(streaming::start)
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining(problem);
    }
}
