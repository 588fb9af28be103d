package io.sluice.streaming.kafka.sink;

import static io.sluice.streaming.kafka.sink.SinkFixture.batch;
import static io.sluice.streaming.kafka.sink.SinkFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Batch;
import io.sluice.streaming.kafka.KafkaSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that die or hang within a batch, and brokers that go away. */
@Tag("server")
@Timeout(60)
class KafkaSinkFaultTest {
    /** Where a task stops, and what it waits for; static, as a function of the program may only hold what serializes. */
    private record Halt(int number, CountDownLatch reached, CountDownLatch go) {
        Halt(int number) {
            this(number, new CountDownLatch(1), new CountDownLatch(1));
        }

        void at(int is) throws InterruptedException {
            if (is == number) {
                reached.countDown();
                go.await();
            }
        }
    }

    private static final Halt NONE = new Halt(-1);
    private static volatile Halt halt = NONE;

    static SinkFixture kafka;

    final String topic = kafka.topic(2);
    final Batch batch = batch(topic, 1);

    @BeforeAll
    static void startBroker() {
        kafka = SinkFixture.start();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @AfterEach
    void stopPrograms() {
        halt.go().countDown();
        halt = NONE;
        kafka.stopPrograms();
    }

    private KafkaSink<Integer> sink(Object... params) {
        String to = topic;
        return KafkaSink.records(kafka.params(params), number -> {
            halt.at(number);
            return new ProducerRecord<>(to, number, number);
        });
    }

    private List<Integer> stored() {
        return kafka.values(topic).stream().sorted().toList();
    }

    private static List<Integer> range(int until) {
        return IntStream.range(0, until).boxed().toList();
    }

    private static StreamException failure(CompletableFuture<Void> writing) {
        CompletionException failed = catchThrowableOfType(CompletionException.class, writing::join);
        return (StreamException) failed.getCause();
    }

    @Test
    void whenAProcessHangsBeforeItsCommit_thenTheNextOneWritesTheBatch_andTheOldOneIsRefused() throws Exception {
        SluiceContext old = kafka.program();
        Halt half = new Halt(5);
        halt = half;
        KafkaSink<Integer> oldSink = sink();
        CompletableFuture<Void> zombie = CompletableFuture.runAsync(() -> oldSink.call(numbers(old, 0, 10, 1), batch));
        half.reached().await();
        halt = NONE;

        KafkaSink<Integer> newSink = sink();
        SluiceContext next = kafka.program();
        newSink.call(numbers(next, 0, 10, 1), batch);
        half.go().countDown();

        StreamException refused = failure(zombie);
        assertThat(refused.code()).isEqualTo(ErrorCode.KAFKA_FENCED);
        assertThat(refused.problem()).contains("Partition 0 of batch 1000 ms", "another process", "'shop'");
        StreamException again = catchThrowableOfType(
                StreamException.class, () -> oldSink.call(numbers(old, 10, 20, 1), batch(topic, 2)));
        assertThat(again.code()).as("it does not take over again").isEqualTo(ErrorCode.KAFKA_FENCED);
        newSink.call(numbers(next, 10, 20, 1), batch(topic, 2));
        assertThat(stored()).isEqualTo(range(20));
        assertThat(kafka.allValues(topic))
                .as("what the old one sent is taken back")
                .hasSizeGreaterThan(20);
    }

    @Test
    void whenTheBrokerGoesAwayWithinABatch_thenTheBatchFails_andIsThereOnceWhenItComesAgain() throws Exception {
        SluiceContext program = kafka.program();
        KafkaSink<Integer> sink = sink("max.block.ms", 1_000, "delivery.timeout.ms", 1_000, "request.timeout.ms", 500);
        sink.call(numbers(program, 10, 20, 1), batch(topic, 0));
        Halt half = new Halt(5);
        halt = half;
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> sink.call(numbers(program, 0, 10, 1), batch));
        half.reached().await();
        halt = NONE;

        kafka.broker().stop();
        half.go().countDown();
        StreamException failed = failure(writing);
        kafka.broker().restart();

        assertThat(failed.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
        sink.call(numbers(program, 0, 10, 1), batch);
        sink.call(numbers(program, 0, 10, 1), batch);
        assertThat(stored()).isEqualTo(range(20));
    }

    @Test
    void whenTheBrokerIsAwayForAMoment_thenTheBatchWaits() throws Exception {
        SluiceContext program = kafka.program();
        KafkaSink<Integer> sink = sink();
        sink.call(numbers(program, 10, 20, 1), batch(topic, 0));

        kafka.broker().stop();
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> sink.call(numbers(program, 0, 10, 1), batch));
        kafka.broker().restart();

        writing.join();
        assertThat(stored()).isEqualTo(range(20));
    }

    @Test
    void whenATransactionTakesTooLong_thenThatIsSaid_andTheBatchIsThereOnceWhenItComesAgain() throws Exception {
        SluiceContext program = kafka.program();
        KafkaSink<Integer> sink = sink("transaction.timeout.ms", 500);
        Halt half = new Halt(5);
        halt = half;
        CompletableFuture<Void> writing =
                CompletableFuture.runAsync(() -> sink.call(numbers(program, 0, 10, 1), batch));
        half.reached().await();
        halt = NONE;
        awaitEndOfTransaction("sluice/shop/" + topic + "/0/0");
        half.go().countDown();

        StreamException failed = failure(writing);
        assertThat(failed.code()).isEqualTo(ErrorCode.KAFKA_TRANSACTION_TIMED_OUT);
        assertThat(failed.problem()).contains("ends a transaction after 500 ms");
        sink.call(numbers(program, 0, 10, 1), batch);
        assertThat(stored()).isEqualTo(range(10));
    }

    @Test
    void whenAProcessHangsForTooLong_andAnotherTookOver_thenItIsRefused_andDoesNotThrowTheOtherOut() throws Exception {
        SluiceContext old = kafka.program();
        KafkaSink<Integer> oldSink = sink("transaction.timeout.ms", 500);
        Halt half = new Halt(5);
        halt = half;
        CompletableFuture<Void> zombie = CompletableFuture.runAsync(() -> oldSink.call(numbers(old, 0, 10, 1), batch));
        half.reached().await();
        halt = NONE;
        awaitEndOfTransaction("sluice/shop/" + topic + "/0/0");
        SluiceContext next = kafka.program();
        KafkaSink<Integer> newSink = sink();
        newSink.call(numbers(next, 0, 10, 1), batch);

        half.go().countDown();

        assertThat(failure(zombie).code()).isEqualTo(ErrorCode.KAFKA_FENCED);
        StreamException again =
                catchThrowableOfType(StreamException.class, () -> oldSink.call(numbers(old, 0, 10, 1), batch));
        assertThat(again.code()).isEqualTo(ErrorCode.KAFKA_FENCED);
        newSink.call(numbers(next, 10, 20, 1), batch(topic, 2));
        assertThat(stored()).isEqualTo(range(20));
    }

    private static void awaitEndOfTransaction(String id) throws Exception {
        try (Admin admin = kafka.broker().admin()) {
            TransactionState state;
            do {
                state = admin.describeTransactions(List.of(id))
                        .description(id)
                        .get()
                        .state();
            } while (state != TransactionState.COMPLETE_ABORT);
        }
    }
}
