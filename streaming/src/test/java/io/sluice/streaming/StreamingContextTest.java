package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.error.StreamException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamingContextTest {
    final SluiceContext context = new SluiceContext("local[2]", "test");
    final StreamingContext streaming = new StreamingContext(context, Duration.ofMillis(10));

    @AfterEach
    void close() {
        streaming.stop();
    }

    @Test
    void runsTheOutputOnceForEachBatch() throws InterruptedException {
        Queue<Rdd<String>> queue = new ArrayDeque<>(List.of(context.parallelize(List.of("a", "b", "a"))));
        BlockingQueue<List<Tuple2<String, Integer>>> batches = new LinkedBlockingQueue<>();
        streaming
                .queueStream(queue)
                .mapToPair(word -> new Tuple2<>(word, 1))
                .reduceByKey(Integer::sum)
                .foreachRDD(rdd -> batches.add(rdd.collect()));

        streaming.start();

        assertThat(batches.poll(10, TimeUnit.SECONDS))
                .containsExactlyInAnyOrder(new Tuple2<>("a", 2), new Tuple2<>("b", 1));
        assertThat(batches.poll(10, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void sparksConstructorsAreThere() {
        try (StreamingContext full = new StreamingContext(
                "local[3]",
                "full",
                Duration.ofSeconds(1),
                "/opt/spark",
                new String[] {"a.jar"},
                Map.of("COLOUR", "green"))) {
            assertThat(full.sluiceContext().jars()).containsExactly("a.jar");
            assertThat(full.sluiceContext().getConf().getExecutorEnv()).isEqualTo(Map.of("COLOUR", "green"));
            assertThat(full.sluiceContext().defaultParallelism()).isEqualTo(3);
        }
        try (StreamingContext oneJar = new StreamingContext("local", "one", Duration.ofSeconds(1), null, "a.jar")) {
            assertThat(oneJar.sluiceContext().appName()).isEqualTo("one");
        }
    }

    @Test
    void whenABatchFails_thenAwaitTerminationNamesTheOutput() {
        streaming.queueStream(new ArrayDeque<Rdd<String>>()).foreachRDD(rdd -> {
            throw new IllegalStateException("no such table");
        });

        streaming.start();

        assertThatThrownBy(streaming::awaitTermination)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("foreachRDD at StreamingContextTest.java")
                .hasMessageContaining("no such table");
    }
}
