package io.sluice.streaming.kafka.sink;

import static io.sluice.streaming.kafka.sink.SinkFixture.batch;
import static io.sluice.streaming.kafka.sink.SinkFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.KafkaSink;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.testkit.FedPairStream;
import io.sluice.testkit.StreamHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("server")
@Timeout(60)
class KafkaSinkTest {
    /** Fails when told to; a task finds it here, as a function of the program may only hold what serializes. */
    static final AtomicInteger FAILING_RECORD = new AtomicInteger(-1);

    static SinkFixture kafka;

    final String topic = kafka.topic(2);
    final SluiceContext program = kafka.program();

    @BeforeAll
    static void startBroker() {
        kafka = SinkFixture.shared();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @AfterEach
    void stopPrograms() {
        FAILING_RECORD.set(-1);
        kafka.stopPrograms();
    }

    /** Each number under itself. */
    static KafkaSink<Integer> to(String topic, Object... params) {
        return KafkaSink.records(kafka.params(params), number -> {
            if (number == FAILING_RECORD.get()) {
                throw new IllegalStateException("told to fail at " + number);
            }
            return new ProducerRecord<>(topic, number, number);
        });
    }

    private static List<Integer> range(int until) {
        return IntStream.range(0, until).boxed().toList();
    }

    private List<Integer> stored() {
        return kafka.values(topic).stream().sorted().toList();
    }

    @Test
    void whenBatchesAreWritten_thenEachRecordIsThere_inTheOrderOfItsPartition() {
        KafkaSink<Integer> sink = to(topic);

        sink.call(numbers(program, 0, 10, 2), batch(topic, 1));
        sink.call(numbers(program, 10, 20, 3), batch(topic, 2));
        sink.call(numbers(program, 20, 20, 1), batch(topic, 3));
        sink.call(numbers(program, 20, 21, 4), batch(topic, 4));

        assertThat(stored()).isEqualTo(range(21));
    }

    @Test
    void whenABatchComesAgain_thenItsRecordsCountOnce() {
        KafkaSink<Integer> sink = to(topic);
        sink.call(numbers(program, 0, 10, 2), batch(topic, 1));

        sink.call(numbers(program, 0, 10, 2), batch(topic, 1));
        to(topic).call(numbers(kafka.program(), 0, 10, 2), batch(topic, 1));
        to(topic).call(numbers(kafka.program(), 10, 12, 2), batch(topic, 2));

        assertThat(stored()).isEqualTo(range(12));
        assertThat(kafka.allValues(topic)).hasSize(12);
    }

    @Test
    void whenATaskFails_thenNothingOfItsPartitionIsThere_andTheOthersAreNotWrittenAgain() {
        FAILING_RECORD.set(7);
        assertThatThrownBy(() -> to(topic).call(numbers(program, 0, 10, 5), batch(topic, 1)))
                .hasMessageContaining("told to fail at 7");
        assertThat(stored()).doesNotContain(6, 7);

        FAILING_RECORD.set(-1);
        to(topic).call(numbers(kafka.program(), 0, 10, 5), batch(topic, 1));

        assertThat(stored()).isEqualTo(range(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 20_260_108})
    void overAnyHistoryOfFailuresAndProcesses_everyRecordCountsOnce(long seed, @TempDir Path checkpoint) {
        Random random = new Random(seed);
        SluiceContext process = program;
        process.setCheckpointDir(checkpoint.toString());
        KafkaSink<Integer> sink = to(topic);
        int written = 0;
        for (int batch = 1; batch <= 12; batch++) {
            int until = written + random.nextInt(20);
            int partitions = 1 + random.nextInt(3);
            boolean done = false;
            while (!done) {
                FAILING_RECORD.set(random.nextInt(2) == 0 ? -1 : written + random.nextInt(20));
                if (random.nextInt(3) == 0) {
                    process = kafka.program();
                    process.setCheckpointDir(checkpoint.toString());
                    sink = to(topic);
                }
                try {
                    sink.call(numbers(process, written, until, partitions), batch(topic, batch));
                    done = random.nextInt(4) > 0; // else it comes again though it is stored
                } catch (StreamException told) {
                    assertThat(told).hasMessageContaining("told to fail");
                }
            }
            written = until;
        }

        assertThat(stored()).as("seed %d", seed).isEqualTo(range(written));
    }

    @Test
    void whenAPartOfABatchIsStored_thenItIsRefusedInOtherPartitions() {
        FAILING_RECORD.set(7);
        assertThatThrownBy(() -> to(topic).call(numbers(program, 0, 10, 5), batch(topic, 1)))
                .hasMessageContaining("told to fail");
        FAILING_RECORD.set(-1);

        StreamException refused = catchThrowableOfType(
                StreamException.class, () -> to(topic).call(numbers(kafka.program(), 0, 10, 2), batch(topic, 1)));

        assertThat(refused.code()).isEqualTo(ErrorCode.OUTPUT_PARTITIONS_CHANGED);
        assertThat(refused.problem()).contains("in 5 partitions", "has 2 now");
        to(topic).call(numbers(kafka.program(), 0, 10, 5), batch(topic, 1));
        to(topic).call(numbers(kafka.program(), 10, 12, 2), batch(topic, 2));
        assertThat(stored()).isEqualTo(range(12));
    }

    @Test
    void whenTheTimeIsBehindWhatIsStored_thenOnlyAProgramWithACheckpointPassesOver(@TempDir Path checkpoint) {
        to(topic).call(numbers(program, 0, 10, 2), batch(topic, 2));

        StreamException refused = catchThrowableOfType(
                StreamException.class, () -> to(topic).call(numbers(kafka.program(), 10, 20, 2), batch(topic, 1)));

        assertThat(refused.code()).isEqualTo(ErrorCode.OUTPUT_TIME_BEHIND);
        assertThat(refused.problem()).contains("batch 2000 ms of application 'shop'");
        SluiceContext again = kafka.program();
        again.setCheckpointDir(checkpoint.toString());
        KafkaSink<Integer> sink = to(topic);
        sink.call(numbers(again, 10, 20, 3), batch(topic, 1));
        sink.call(numbers(again, 0, 10, 2), batch(topic, 2));
        assertThat(stored()).isEqualTo(range(10));
    }

    /** Static, as tasks are copied. */
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void whenABatchIsSmall_thenItsTransactionsRunSideBySideAllTheSame() {
        String to = topic;
        KafkaSink<Integer> sink = KafkaSink.records(kafka.params(), number -> {
            BOTH.await(30, TimeUnit.SECONDS);
            return new ProducerRecord<>(to, number, number);
        });

        sink.call(numbers(program, 0, 2, 2), batch(topic, 1));

        assertThat(stored()).isEqualTo(range(2));
    }

    @Test
    void twoOutputsMayWriteToOneTopic() {
        KafkaSink<Integer> sink = to(topic);

        sink.call(numbers(program, 0, 5, 1), batch(topic + "-one", 1));
        sink.call(numbers(program, 5, 10, 1), batch(topic + "-other", 1));

        assertThat(stored()).isEqualTo(range(10));
    }

    @Test
    void atLeastOnce_aBatchThatComesAgainIsWrittenAgain() {
        KafkaSink<Integer> sink = to(topic).atLeastOnce();

        sink.call(numbers(program, 0, 5, 2), batch(topic, 1));
        sink.call(numbers(program, 0, 5, 2), batch(topic, 1));

        assertThat(kafka.values(topic)).hasSize(10).hasSameElementsAs(range(5));
    }

    @Test
    void whenARecordIsTooLarge_thenTheErrorSaysWhich_andNothingOfItsPartitionIsThere() {
        for (KafkaSink<Integer> sink :
                List.of(to(topic, "max.request.size", 60).atLeastOnce(), to(topic, "max.request.size", 60))) {
            StreamException refused = catchThrowableOfType(
                    StreamException.class, () -> sink.call(numbers(program, 0, 5, 1), batch(topic, 1)));

            assertThat(refused.code()).isEqualTo(ErrorCode.KAFKA_RECORD_REFUSED);
            assertThat(refused.problem())
                    .contains("Partition 0 of batch 1000 ms of output '" + topic, topic, "max.request.size");
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void whenTheTopicIsMissing_thenTheErrorNamesIt() {
        for (KafkaSink<Integer> sink :
                List.of(to("nowhere", "max.block.ms", 500).atLeastOnce(), to("nowhere", "max.block.ms", 500))) {
            StreamException refused = catchThrowableOfType(
                    StreamException.class, () -> sink.call(numbers(program, 0, 1, 1), batch(topic, 1)));

            assertThat(refused.code()).isEqualTo(ErrorCode.KAFKA_TOPIC_MISSING);
            assertThat(refused.problem()).contains("'nowhere'");
        }
    }

    @Test
    void whenTheLedgerWouldForget_thenItIsRefused() {
        String forgetful = kafka.topic(1);

        StreamException refused = catchThrowableOfType(
                StreamException.class,
                () -> to(topic).ledger(forgetful).call(numbers(program, 0, 1, 1), batch(topic, 1)));

        assertThat(refused.code()).isEqualTo(ErrorCode.KAFKA_LEDGER_UNSAFE);
        assertThat(refused.problem()).contains(forgetful, "cleanup.policy is delete, not compact");
    }

    @Test
    void whatWouldBreakThePromiseIsRefusedBeforeTheStart() {
        assertThatThrownBy(() -> to(topic, "transactional.id", "mine")).hasMessageContaining("leave it out");
        assertThatThrownBy(() -> to(topic, "enable.idempotence", "false")).hasMessageContaining("idempotence");
        assertThatThrownBy(() -> KafkaSink.values(Map.of("bootstrap.servers", "localhost:1"), topic))
                .hasMessageContaining("key.serializer");
    }

    @Test
    void whenBatchesMayOverlap_thenOnlyAtLeastOnceIsPossible() {
        SluiceContext overlapping = kafka.program("sluice.streaming.concurrentJobs", "2");

        assertThatThrownBy(() -> to(topic).call(numbers(overlapping, 0, 3, 1), batch(topic, 1)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sluice.streaming.concurrentJobs is 2");
        to(topic).atLeastOnce().call(numbers(overlapping, 0, 3, 1), batch(topic, 1));
        assertThat(stored()).isEqualTo(range(3));
    }

    @Test
    void aProgramFromTopicToTopicIsExactlyOnce_andSaysSo(@TempDir Path checkpoint) {
        try (StreamHarness harness = StreamHarness.create()) {
            harness.streaming().checkpoint(checkpoint.toString());
            FedPairStream<Integer, Integer> fed = harness.pairInput();
            KafkaUtils.saveToKafka(fed.stream(), kafka.params(), topic).name(topic);
            fed.stream()
                    .toDStream()
                    .map(Tuple2::_1)
                    .foreachBatch(to(topic).atLeastOnce())
                    .name("again");
            harness.start();
            fed.feed(1, 10);
            harness.runBatch();

            assertThat(harness.streaming().explain())
                    .contains("%s (Kafka, topic %s): ".formatted(topic, topic))
                    .contains("and the token is stored with the results")
                    .contains("again (Kafka, topics): ")
                    .contains("and a batch that runs again writes again");
        }
        assertThat(stored()).containsExactly(1, 10);
    }
}
