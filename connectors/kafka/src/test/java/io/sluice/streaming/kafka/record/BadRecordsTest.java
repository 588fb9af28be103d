package io.sluice.streaming.kafka.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.DeadLetters;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.testkit.HarnessBuilder;
import io.sluice.testkit.Output;
import io.sluice.testkit.StreamHarness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class BadRecordsTest {
    private static final byte[] POISON = "poison".getBytes(UTF_8);
    private static KafkaFixture kafka;

    private final String topic = kafka.topic(1);

    @BeforeAll
    static void startBroker() {
        kafka = KafkaFixture.shared();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private void write(byte[] key, byte[] value) {
        kafka.write(new ProducerRecord<>(
                topic, 0, 12_345L, key, value, List.of(new RecordHeader("trace", "t1".getBytes(UTF_8)))));
    }

    private static Map<String, Object> numbers() {
        Map<String, Object> params = kafka.params();
        params.put("key.deserializer", IntegerDeserializer.class);
        params.put("value.deserializer", IntegerDeserializer.class);
        return params;
    }

    private Output<String> pairs(StreamHarness program) {
        return program.collect(KafkaUtils.createDirectStream(
                        program.streaming(),
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<Integer, Integer>Subscribe(List.of(topic), numbers()))
                .map(record -> record.key() + "=" + record.value()));
    }

    private static HarnessBuilder onBad(String policy) {
        return StreamHarness.builder().set("sluice.streaming.kafka.onBadRecord", policy);
    }

    private List<String> run(HarnessBuilder settings) {
        try (StreamHarness program = settings.build()) {
            Output<String> pairs = pairs(program);
            program.start();
            program.runBatch();
            return pairs.all();
        }
    }

    @Test
    void aBadRecord_failsTheBatch_andItsPlaceIsTold() {
        write(number(1), number(1));
        write(number(2), POISON);

        assertThatThrownBy(() -> run(StreamHarness.builder()))
                .hasStackTraceContaining("KAFKA_BAD_RECORD")
                .hasStackTraceContaining("the value of " + topic + "-0 offset 1")
                .hasStackTraceContaining("SerializationException");
    }

    @Test
    void badKeysAndValues_areSkipped_andNothingElse() {
        write(number(1), number(1));
        write(number(2), POISON);
        write(POISON, number(3));
        write(POISON, null);
        write(null, number(5));
        write(null, POISON);
        write(number(7), null);
        write(number(8), number(8));

        assertThat(run(onBad("skip"))).containsExactly("1=1", "null=5", "7=null", "8=8");
    }

    @Test
    void moreBadRecordsThanAllowed_failTheBatch() {
        for (int i = 0; i < 4; i++) {
            write(number(i), POISON);
        }

        assertThat(run(onBad("skip").set("sluice.streaming.kafka.maxBadRecords", "4")))
                .isEmpty();
        assertThatThrownBy(() -> run(onBad("skip").set("sluice.streaming.kafka.maxBadRecords", "3")))
                .hasStackTraceContaining("bad record 4")
                .hasStackTraceContaining("maxBadRecords");
    }

    @Test
    void deadLettersInATopic_haveAllThatIsKnown_andAreWrittenBack() {
        String dead = kafka.topic(1);
        write(number(1), POISON);
        write(POISON, number(2));

        List<String> read = run(onBad("deadLetter").set("sluice.streaming.kafka.deadLetter", "topic:" + dead));

        assertThat(read).isEmpty();
        List<ConsumerRecord<byte[], byte[]>> letters = kafka.readAll(dead);
        assertThat(letters).hasSize(2);
        assertThat(letters.get(0).key()).isEqualTo(number(1));
        assertThat(letters.get(0).value()).isEqualTo(POISON);
        assertThat(header(letters.get(0), "trace")).isEqualTo("t1");
        assertThat(header(letters.get(0), "sluice.topic")).isEqualTo(topic);
        assertThat(header(letters.get(0), "sluice.offset")).isEqualTo("0");
        assertThat(header(letters.get(0), "sluice.part")).isEqualTo("value");
        assertThat(header(letters.get(0), "sluice.error.class")).contains("SerializationException");
        assertThat(header(letters.get(1), "sluice.part")).isEqualTo("key");

        assertThat(DeadLetters.replay("topic:" + dead, kafka.params())).isEqualTo(2);
        assertThat(DeadLetters.replay("topic:" + dead, kafka.params())).isZero();
        assertBackInTheTopic();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private void assertBackInTheTopic() {
        List<ConsumerRecord<byte[], byte[]>> all = kafka.readAll(topic);
        assertThat(all).hasSize(4);
        for (int i = 0; i < 2; i++) {
            assertThat(all.get(2 + i).key()).isEqualTo(all.get(i).key());
            assertThat(all.get(2 + i).value()).isEqualTo(all.get(i).value());
            assertThat(all.get(2 + i).timestamp()).isEqualTo(12_345);
            assertThat(all.get(2 + i).headers()).isEqualTo(all.get(i).headers());
        }
    }

    @Test
    void deadLettersInADirectory_areThereOnce_andAreWrittenBack(@TempDir Path directory) throws IOException {
        write(number(1), POISON);
        write(POISON, null);
        String box = "directory:" + directory;

        try (StreamHarness program = onBad("deadLetter")
                .set("sluice.streaming.kafka.deadLetter", box)
                .build()) {
            Output<String> once = pairs(program);
            Output<String> again = pairs(program);
            program.start();
            program.runBatch();
            assertThat(once.all()).isEmpty();
            assertThat(again.all()).isEmpty();
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.toList())
                    .singleElement()
                    .satisfies(file -> assertThat(LetterFile.read(file))
                            .extracting(DeadLetter::part, DeadLetter::offset)
                            .containsExactly(tuple("value", 0L), tuple("key", 1L)));
        }
        assertThat(DeadLetters.replay(box, kafka.params())).isEqualTo(2);
        assertThat(DeadLetters.replay(box, kafka.params())).isZero();
        assertBackInTheTopic();
    }

    @Test
    void aDamagedFileOfDeadLetters_isRefused(@TempDir Path directory) throws IOException {
        write(number(1), POISON);
        run(onBad("deadLetter").set("sluice.streaming.kafka.deadLetter", "directory:" + directory));
        Path file;
        try (Stream<Path> files = Files.list(directory)) {
            file = files.findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> DeadLetters.replay("directory:" + directory, kafka.params()))
                .hasMessageContaining("INPUT_CORRUPT")
                .hasMessageContaining("letter 0");
    }

    @Test
    void deadLettersWithoutAPlace_areAWrongSetting() {
        assertThatThrownBy(() -> run(onBad("deadLetter"))).hasMessageContaining("sluice.streaming.kafka.deadLetter");
    }
}
