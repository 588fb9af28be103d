package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.Batch;
import io.sluice.streaming.InputDStream;
import io.sluice.streaming.Time;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaSink;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.rdd.RDD;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Topics that executors read and write. */
class KafkaOnSparkTest {
    private static final int PARTITIONS = 4;

    private static KafkaBroker broker;
    private static KafkaProducer<Integer, Integer> producer;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start();
        producer = new KafkaProducer<>(Topics.writerParams(broker));
    }

    @AfterAll
    static void stopBroker() {
        producer.close();
        broker.close();
    }

    /** Numbers, each to the partition that is its remainder. */
    private static void write(String topic, int from, int until) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        for (int number = from; number < until; number++) {
            sent.add(producer.send(new ProducerRecord<>(topic, number % PARTITIONS, number, number)));
        }
        for (Future<?> each : sent) {
            each.get();
        }
    }

    private static StreamHarness program(String... settings) {
        var program = StreamHarness.builder().master(SharedCluster.MASTER);
        for (int i = 0; i < settings.length; i += 2) {
            program.set(settings[i], settings[i + 1]);
        }
        return program.build();
    }

    private static InputDStream<ConsumerRecord<Integer, Integer>> numbers(StreamHarness program, String topic) {
        return KafkaUtils.createDirectStream(
                program.streaming(),
                LocationStrategies.PreferConsistent(),
                ConsumerStrategies.Subscribe(List.of(topic), Topics.readerParams(broker)));
    }

    private static List<Integer> range(int from, int until) {
        return IntStream.range(from, until).boxed().toList();
    }

    @Test
    void recordsAreReadOnce_whereTheirPartitionWasReadBefore_andElsewhereWhenThatExecutorDied() throws Exception {
        broker.createTopic("read", PARTITIONS);
        try (StreamHarness program = program()) {
            InputDStream<ConsumerRecord<Integer, Integer>> input = numbers(program, "read");
            List<List<String>> preferred = new ArrayList<>();
            input.foreachRDD(
                    rdd -> preferred.add(preferred(OnSpark.toJavaRDD(rdd).rdd())));
            Output<Integer> read = program.collect(input.map(ConsumerRecord::value));
            Output<Long> processes =
                    program.collect(input.map(record -> ProcessHandle.current().pid()));
            program.start();
            awaitExecutors(program.context());
            for (int batch = 0; batch < 4; batch++) {
                write("read", batch * 100, batch * 100 + 100);
                program.runBatch();

                assertThat(read.last()).containsExactlyInAnyOrderElementsOf(range(batch * 100, batch * 100 + 100));
                if (batch == 1) {
                    kill(processes.last().get(0));
                }
            }

            assertThat(preferred.get(0)).hasSize(PARTITIONS).doesNotContain("");
            assertThat(new TreeSet<>(preferred.get(0))).hasSize(2);
            assertThat(preferred.get(1)).isEqualTo(preferred.get(0));
            assertThat(preferred.get(3)).doesNotContain("").isNotEqualTo(preferred.get(0));
        }
    }

    /** Where Spark is asked to run the task of each partition. */
    private static List<String> preferred(RDD<?> rdd) {
        RDD<?> source = rdd;
        while (!source.dependencies().isEmpty()) {
            source = source.dependencies().head().rdd();
        }
        RDD<?> asked = source;
        return Arrays.stream(asked.partitions())
                .map(split -> asked.preferredLocations(split).mkString())
                .toList();
    }

    private static void awaitExecutors(SluiceContext context) {
        while (context.engine().places().size() < 2) {
            context.parallelize(List.of(1, 2), 2).count(); // they come while jobs run
        }
    }

    private static void kill(long pid) {
        ProcessHandle victim = ProcessHandle.of(pid).orElseThrow();
        victim.destroyForcibly();
        victim.onExit().join();
    }

    @Test
    void fromTopicToTopicEachRecordComesOnce() throws Exception {
        copy("from", "to", 2, batch -> false);

        assertThat(Topics.committed(broker, "to")).containsExactlyInAnyOrderElementsOf(range(0, 80));
    }

    @Test
    @Tag("cluster") // who takes over from a dead writer asks the ledger, which takes its time
    void fromTopicToTopicEachRecordComesOnce_alsoWhenAnExecutorDies() throws Exception {
        copy("before-death", "after-death", 4, batch -> batch == 1);

        assertThat(Topics.committed(broker, "after-death")).containsExactlyInAnyOrderElementsOf(range(0, 160));
    }

    /** Batches of 40 numbers, after some of which an executor is killed. */
    private static void copy(String from, String to, int batches, IntPredicate killing) throws Exception {
        broker.createTopic(from, PARTITIONS);
        broker.createTopic(to, 1);
        try (StreamHarness program = program()) {
            InputDStream<ConsumerRecord<Integer, Integer>> input = numbers(program, from);
            Output<Long> processes =
                    program.collect(input.map(record -> ProcessHandle.current().pid()));
            input.map(ConsumerRecord::value)
                    .foreachBatch(KafkaSink.values(Topics.writerParams(broker), to))
                    .name("copy-" + to); // the ledger knows outputs by their names
            program.start();
            for (int batch = 0; batch < batches; batch++) {
                write(from, batch * 40, batch * 40 + 40);
                program.runBatch();
                if (killing.test(batch)) {
                    kill(processes.last().get(0));
                }
            }
        }
    }

    private static SluiceContext context() {
        return new SluiceContext(
                new SluiceConf().setMaster(SharedCluster.MASTER).setAppName("shop"));
    }

    private static Batch batch(long seconds) {
        return new Batch("shop", new Time(seconds * 1_000), "numbers");
    }

    @Test
    @Tag("cluster") // each partition that moves asks the ledger, which takes its time
    void partitionsGoFromExecutorToExecutor_andAProgramThatTookOverKeepsThem() {
        broker.createTopic("moving", 1);
        KafkaSink<Integer> sink = KafkaSink.values(Topics.writerParams(broker), "moving");
        try (SluiceContext before = context();
                SluiceContext after = context()) {
            for (int batch = 0; batch < 6; batch++) {
                // with two executors, the tasks of three partitions change places
                sink.call(before.parallelize(range(batch * 10, batch * 10 + 10), 2 + batch % 2), batch(batch));
            }
            sink.call(after.parallelize(range(60, 70), 2), batch(6));

            assertThatThrownBy(() -> sink.call(before.parallelize(range(0, 10), 2), batch(7)))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            thrown -> assertThat(codes(thrown)).contains(ErrorCode.KAFKA_FENCED));
            sink.call(after.parallelize(range(70, 80), 2), batch(7));
        }

        assertThat(Topics.committed(broker, "moving")).containsExactlyInAnyOrderElementsOf(range(0, 80));
    }

    private static List<ErrorCode> codes(Throwable thrown) {
        List<ErrorCode> codes = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamException known) {
                codes.add(known.code());
            }
        }
        return codes;
    }
}
