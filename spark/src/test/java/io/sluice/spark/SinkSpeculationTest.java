package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceContext;
import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.Batch;
import io.sluice.streaming.Time;
import io.sluice.streaming.kafka.KafkaSink;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a sink's task that runs twice at the same time, as an executor is slow, one writes. */
@Tag("cluster")
class SinkSpeculationTest {
    private static final int PARTITIONS = 2;
    private static final int HELD = 5;

    @TempDir
    static Path directory;

    private static Standalone standalone;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        standalone = Speculation.start(directory);
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
        standalone.close();
    }

    private static Batch batch(String output, long seconds) {
        return new Batch("speculating", new Time(seconds * 1_000), output);
    }

    private static List<Integer> range(int from, int until) {
        return IntStream.range(from, until).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenAPartitionIsWrittenTwiceAtATime_thenItsRecordsComeOnce_whetherOrNotItStaysSlow(boolean originalIsSlow)
            throws Exception {
        String topic = originalIsSlow ? "slow" : "side-by-side";
        broker.createTopic(topic, 1);
        KafkaSink<Integer> sink = KafkaSink.values(Topics.writerParams(broker), topic);
        try (Gate gate = Gate.open();
                SluiceContext context = OnSpark.context(standalone.spark())) {
            int port = gate.port();
            sink.call(context.parallelize(range(100, 200), 2), batch(topic, 1));

            CompletableFuture<Void> twice = CompletableFuture.runAsync(() -> sink.call(
                    context.parallelize(range(0, 100), PARTITIONS).map(n -> {
                        if (n % (100 / PARTITIONS) == HELD) {
                            Speculation.pass(port); // with some records written, and some not
                        }
                        return n;
                    }),
                    batch(topic, 2)));
            Gate.Waiting one = gate.next();
            Gate.Waiting other = gate.next();
            other.pass(); // now half of the tasks are done, and Spark makes a copy
            Gate.Waiting copy = Speculation.copyOf(one, gate);
            if (!originalIsSlow) {
                one.pass();
            }
            copy.pass();
            twice.get(120, TimeUnit.SECONDS);
            sink.call(context.parallelize(range(200, 300), 2), batch(topic, 3));
            one.pass(); // if it still waits
            sink.call(context.parallelize(range(300, 400), 2), batch(topic, 4));
        }

        assertThat(Topics.committed(broker, topic)).containsExactlyInAnyOrderElementsOf(range(0, 400));
    }
}
