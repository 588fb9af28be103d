package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.StorageLevel;
import io.sluice.streaming.BatchByBatch;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SocketTest {
    final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    final String host = server.getInetAddress().getHostAddress();
    final int port = server.getLocalPort();
    BatchByBatch run = new BatchByBatch();

    SocketTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        run.close();
        server.close();
    }

    private List<String> startText() {
        List<String> lines = run.recordsOf(run.streaming().socketTextStream(host, port));
        run.start();
        return lines;
    }

    private static void send(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        connection.getOutputStream().flush();
    }

    @Test
    void linesArriveWhileTheConnectionLasts() throws Exception {
        List<String> lines = startText();
        try (Socket connection = server.accept()) {
            send(connection, "to be\nor not");
            run.runBatchesUntil(() -> lines.size() == 1);
            send(connection, " to be\r\n");
            run.runBatchesUntil(() -> lines.size() == 2);
        }

        assertThat(lines).containsExactly("to be", "or not to be");
    }

    @Test
    void whenTheServerCloses_thenTheLastLineCountsAndTheReceiverConnectsAgain() throws Exception {
        List<String> lines = startText();
        try (Socket connection = server.accept()) {
            send(connection, "first\nno line feed");
        }
        run.receiverEvent("closed the connection");
        run.receiverEvent("stopped");
        run.clock().awaitWaiting(3);
        run.clock().advance(Duration.ofSeconds(2));
        try (Socket connection = server.accept()) {
            send(connection, "again\n");
            run.runBatchesUntil(() -> lines.size() == 3);
        }

        assertThat(lines).containsExactly("first", "no line feed", "again");
    }

    @Test
    void whenTheConnectionIsRefused_thenItIsReportedAndTriedAgain() throws Exception {
        server.close();
        startText();

        assertThat(run.receiverEvent("error"))
                .contains("Cannot connect to " + host + ":" + port)
                .contains("refused");
        run.receiverEvent("stopped");
        run.clock().awaitWaiting(3);
        run.clock().advance(Duration.ofSeconds(2));
        assertThat(run.receiverEvent("error")).contains("Cannot connect");
    }

    @Test
    void whenTheConnectionIsReset_thenTheLostPartOfALineIsReported() throws Exception {
        List<String> lines = startText();
        Socket connection = server.accept();
        send(connection, "whole\nbegun");
        run.runBatchesUntil(() -> lines.size() == 1);
        connection.setSoLinger(true, 0);
        connection.close();

        assertThat(run.receiverEvent("error")).contains("broke").contains("only 5 bytes had come is dropped");
    }

    @Test
    void aLineOf100MegabytesIsALine() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Runtime.getRuntime().maxMemory() > 900L << 20);
        List<Integer> lengths =
                run.recordsOf(run.streaming().socketTextStream(host, port).map(String::length));
        run.start();
        try (Socket connection = server.accept()) {
            byte[] part = new byte[1 << 20];
            Arrays.fill(part, (byte) 'x');
            for (int i = 0; i < 100; i++) {
                connection.getOutputStream().write(part);
            }
            send(connection, "\nshort\n");
            run.runBatchesUntil(() -> lengths.size() == 2);
        }

        assertThat(lengths).containsExactly(100 << 20, 5);
    }

    @Test
    void anErrorInABatchNamesTheLine() throws Exception {
        run.streaming().socketTextStream(host, port).map(Integer::parseInt).foreachRDD(rdd -> rdd.collect());
        run.start();
        try (Socket connection = server.accept()) {
            send(connection, "1\n2\nthree\n");
        }
        run.receiverEvent("closed the connection");
        run.clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> run.streaming().awaitTermination())
                .hasMessageContaining("line 2 of block 0 of socket " + host + ":" + port);
    }

    @Test
    void theRateLimitSpreadsABurstOverBatches() throws Exception {
        run.close();
        run = new BatchByBatch("receiver.maxRate=100");
        List<List<String>> partitions = run.partitionsOf(run.streaming().socketTextStream(host, port));
        run.start();
        try (Socket connection = server.accept()) {
            send(connection, "line\n".repeat(1_000));
            while (partitions.stream().mapToInt(List::size).sum() < 500) {
                run.clock().nextWake().ifPresent(run.clock()::advanceTo);
            }
        }
        double seconds = run.clock().nanoTime() / 1e9;

        assertThat(partitions.stream().mapToInt(List::size).sum()).isLessThanOrEqualTo((int) (seconds * 100) + 1);
    }

    @Test
    void aFunctionOfTheProgramMakesTheRecords() throws Exception {
        List<Integer> numbers = run.recordsOf(run.streaming()
                .socketStream(
                        host,
                        port,
                        in -> () -> new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                                .lines()
                                .map(Integer::valueOf)
                                .iterator(),
                        StorageLevel.MEMORY_ONLY));
        run.start();
        try (Socket connection = server.accept()) {
            send(connection, "1\n2\nthree\n");
        }

        assertThat(run.receiverEvent("error")).contains("NumberFormatException");
        run.runBatchesUntil(() -> numbers.size() == 2);
        assertThat(numbers).containsExactly(1, 2);
    }

    @Test
    void rawBlocksAreDecodedInTheBatch() throws Exception {
        List<List<String>> partitions = run.partitionsOf(run.streaming().<String>rawSocketStream(host, port));
        run.start();
        try (Socket connection = server.accept()) {
            RawBlocks.send(connection.getOutputStream(), List.of("a", "b"));
            RawBlocks.send(connection.getOutputStream(), List.of("c"));
            run.runBatchesUntil(() -> partitions.size() == 2);
        }

        assertThat(partitions).containsExactly(List.of("a", "b"), List.of("c"));
    }

    @Test
    void aRawBlockOfImpossibleLengthIsReported() throws Exception {
        run.recordsOf(run.streaming().<String>rawSocketStream(host, port));
        run.start();
        try (Socket connection = server.accept()) {
            new DataOutputStream(connection.getOutputStream()).writeInt(-1);

            assertThat(run.receiverEvent("error")).contains("announced a block of -1 bytes");
        }
    }

    @Test
    void aRawBlockThatEndsEarlyIsReported() throws Exception {
        run.recordsOf(run.streaming().<String>rawSocketStream(host, port));
        run.start();
        try (Socket connection = server.accept()) {
            OutputStream out = connection.getOutputStream();
            new DataOutputStream(out).writeInt(10);
            out.write(1);
        }

        assertThat(run.receiverEvent("error")).contains("it ended 1 bytes into a block of 10");
    }

    @Test
    void aRawBlockThatIsNoObjectStreamFailsTheBatch() throws Exception {
        run.streaming().<String>rawSocketStream(host, port).foreachRDD(rdd -> rdd.collect());
        run.start();
        try (Socket connection = server.accept()) {
            DataOutputStream out = new DataOutputStream(connection.getOutputStream());
            out.writeInt(3);
            out.writeBytes("abc");
        }
        run.receiverEvent("closed the connection");
        run.clock().advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> run.streaming().awaitTermination())
                .hasMessageContaining("Record 0 of block 0 of socket");
    }

    @Test
    void stopEndsAConnectionThatIsIdle() throws Exception {
        startText();
        try (Socket connection = server.accept()) {
            run.streaming().stop();

            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("sluice-socket"));
    }
}
