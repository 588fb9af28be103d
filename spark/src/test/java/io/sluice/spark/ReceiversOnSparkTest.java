package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Receivers on executors of a small cluster. */
class ReceiversOnSparkTest {
    private static JavaSparkContext spark;
    private static SluiceContext context;

    final StreamingContext streaming = new StreamingContext(context, Durations.milliseconds(300));
    final BlockingQueue<ReceiverInfo> started = new LinkedBlockingQueue<>();

    @BeforeAll
    static void startCluster() {
        spark = Cluster.start();
        context = OnSpark.context(spark);
    }

    @AfterAll
    static void stopCluster() {
        context.close();
        spark.stop();
    }

    @AfterEach
    void stop() {
        streaming.stop(false, false);
    }

    private void listen() {
        streaming.addStreamingListener(new StreamingListener() {
            @Override
            public void onReceiverStarted(StreamingListenerReceiverStarted event) {
                started.add(event.receiverInfo());
            }
        });
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("what is waited for").isNotNull();
        return next;
    }

    @Test
    void aSocketIsReadByAnExecutor_andItsWordsAreCounted() throws Exception {
        listen();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            BlockingQueue<List<Tuple2<String, Long>>> counts = new LinkedBlockingQueue<>();
            streaming
                    .socketTextStream("127.0.0.1", server.getLocalPort())
                    .flatMap(line -> List.of(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1L))
                    .reduceByKey(Long::sum)
                    .foreachRDD(rdd -> counts.add(rdd.collect()));
            streaming.start();

            try (Socket connection = server.accept()) {
                OutputStream out = connection.getOutputStream();
                out.write("to be or not\nto be\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
                List<Tuple2<String, Long>> words = next(counts);
                while (words.isEmpty()) {
                    words = next(counts);
                }

                Map<String, Long> byWord = words.stream().collect(Collectors.toMap(Tuple2::_1, Tuple2::_2));
                assertThat(byWord).isEqualTo(Map.of("to", 2L, "be", 2L, "or", 1L, "not", 1L));
                assertThat(next(started).executorId()).isIn("0", "1");
            }
        }
    }
}
