package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.Tuple2;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers on executors of a small cluster; what the driver makes of them is in the streaming module's tests. */
class ReceiversOnSparkTest {
    @TempDir
    Path directory;

    private final JavaSparkContext spark = SharedCluster.get();
    private final BlockingQueue<ReceiverInfo> starts = new LinkedBlockingQueue<>();
    private final BlockingQueue<ReceiverInfo> errors = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private SluiceContext context;
    private StreamingContext streaming;

    @AfterEach
    void stop() throws IOException {
        streaming.stop(true, false);
        server.close();
        assertNoTaskIsLeft();
    }

    /** Spark notes the end of a job a little after whoever runs it knows. */
    private void assertNoTaskIsLeft() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (spark.statusTracker().getActiveJobIds().length > 0) {
            assertThat(System.nanoTime() - deadline).as("a task is left").isNegative();
            Thread.onSpinWait();
        }
    }

    private void open(Map<String, String> settings) throws IOException {
        SluiceConf conf = new SluiceConf().set("sluice.streaming.receiverRestartDelay", "100ms");
        settings.forEach(conf::set);
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        context = OnSpark.context(spark, conf);
        streaming = new StreamingContext(context, Durations.milliseconds(500));
        streaming.addStreamingListener(new StreamingListener() {
            @Override
            public void onReceiverStarted(StreamingListenerReceiverStarted event) {
                starts.add(event.receiverInfo());
            }

            @Override
            public void onReceiverError(StreamingListenerReceiverError event) {
                errors.add(event.receiverInfo());
            }
        });
    }

    private void startOrdered(StorageLevel level) {
        streaming
                .receiverStream(new OrderedReceiver(server.getLocalPort(), level))
                .foreachRDD(rdd -> seen.addAll(rdd.collect()));
        streaming.start();
    }

    /** One connection of the receiver. */
    private record Line(Socket socket, BufferedReader answers, PrintWriter orders) implements AutoCloseable {
        static Line accept(ServerSocket server) throws IOException {
            Socket socket = server.accept();
            return new Line(
                    socket,
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
                    new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8));
        }

        void store(String words) throws IOException {
            orders.println("store " + words);
            assertThat(answers.readLine()).isEqualTo("stored");
        }

        void die() throws IOException {
            orders.println("die");
            assertThat(answers.readLine()).isNull();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("what is waited for").isNotNull();
        return next;
    }

    private List<String> nextWords(int count) throws InterruptedException {
        List<String> words = new ArrayList<>();
        while (words.size() < count) {
            words.add(next(seen));
        }
        return words;
    }

    @Test
    void aSocketIsReadByAnExecutor_andItsWordsAreCounted() throws Exception {
        open(Map.of());
        streaming
                .socketTextStream("127.0.0.1", server.getLocalPort())
                .flatMap(line -> List.of(line.split(" ")).iterator())
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .reduceByKey(Long::sum)
                .foreachRDD(rdd -> rdd.collect().forEach(count -> seen.add(count._1() + "=" + count._2())));
        streaming.start();

        try (Socket connection = server.accept()) {
            connection.getOutputStream().write("to be or not\nto be\n".getBytes(StandardCharsets.UTF_8));

            assertThat(nextWords(4)).containsExactlyInAnyOrder("to=2", "be=2", "or=1", "not=1");
            assertThat(next(starts).executorId()).isNotEqualTo("driver");
        }
    }

    @Test
    void whenAnExecutorDies_itsReceiverRunsOnAnother_andCopiesOfItsBlocksAreRead() throws Exception {
        open(Map.of());
        startOrdered(StorageLevel.MEMORY_ONLY_SER_2);

        try (Line first = Line.accept(server)) {
            first.store("a b c");
            first.die();
        }
        try (Line second = Line.accept(server)) {
            second.store("d");

            assertThat(nextWords(4)).containsExactly("a", "b", "c", "d");
            assertThat(next(starts).executorId()).isNotEqualTo(next(starts).executorId());
            assertThat(errors.stream().map(ReceiverInfo::lastErrorMessage))
                    .anyMatch(message -> message.contains("executor that ran it is gone"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "synced://", "store://"}) // the last two by Hadoop's client
    void whenAnExecutorDies_whatItLoggedIsReadFromTheLog(String fileSystem) throws Exception {
        open(Map.of("sluice.streaming.receiver.writeAheadLog.enable", "true"));
        streaming.checkpoint(fileSystem + directory);
        startOrdered(StorageLevel.MEMORY_ONLY_SER);

        try (Line first = Line.accept(server)) {
            first.store("a b c");
            first.die();
        }
        try (Line second = Line.accept(server)) {
            second.store("d");

            assertThat(nextWords(4)).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void aProgramThatIsStartedAgainReadsFromTheLogWhatNoBatchHadFinished() throws Exception {
        Map<String, String> logged = Map.of("sluice.streaming.receiver.writeAheadLog.enable", "true");
        open(logged);
        streaming.checkpoint(directory.toString());
        streaming
                .receiverStream(new OrderedReceiver(server.getLocalPort(), StorageLevel.MEMORY_ONLY_SER))
                .foreachRDD(rdd -> {
                    if (!rdd.isEmpty()) {
                        throw new IllegalStateException("the program fails");
                    }
                });
        streaming.start();
        try (Line line = Line.accept(server)) {
            line.store("a b c");
            assertThatThrownBy(streaming::awaitTermination).hasMessageContaining("the program fails");
        }
        stop();

        open(logged);
        streaming.checkpoint(directory.toString());
        startOrdered(StorageLevel.MEMORY_ONLY_SER);
        try (Line line = Line.accept(server)) {
            line.store("d");

            assertThat(nextWords(4)).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void aGracefulStopHasEverythingStoredProcessed() throws Exception {
        open(Map.of());
        startOrdered(StorageLevel.MEMORY_ONLY_SER);
        try (Line line = Line.accept(server)) {
            line.store("a b c");

            streaming.stop(false, true);
        }

        assertThat(List.copyOf(seen)).containsExactly("a", "b", "c");
    }

    @Test
    void receiversAreSpreadOverExecutors_andIfTheyTakeAllCoresThatIsSaid() throws Exception {
        open(Map.of());
        for (int i = 0; i < 2; i++) {
            streaming
                    .receiverStream(new OrderedReceiver(server.getLocalPort(), StorageLevel.MEMORY_ONLY_SER))
                    .foreachRDD(rdd -> rdd.count());
        }
        streaming.start();

        List<String> executors = List.of(next(starts), next(starts)).stream()
                .map(ReceiverInfo::executorId)
                .collect(Collectors.toList());

        assertThat(executors).doesNotHaveDuplicates();
        try (Line line = Line.accept(server)) {
            line.store("a");
            assertThat(next(errors).lastErrorMessage())
                    .contains("2 receivers occupy the executors, which have 2 cores");
        }
    }
}
