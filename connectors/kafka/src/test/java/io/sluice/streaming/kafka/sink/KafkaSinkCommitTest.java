package io.sluice.streaming.kafka.sink;

import static io.sluice.streaming.kafka.sink.SinkFixture.batch;
import static io.sluice.streaming.kafka.sink.SinkFixture.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.KafkaFixture;
import io.sluice.streaming.kafka.KafkaSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commits of which the producer does not hear what became of them. */
@Tag("server")
@Timeout(60)
class KafkaSinkCommitTest {
    private static LosingProxy proxy;
    private static SinkFixture kafka;

    private final String topic = kafka.topic(1);
    private final SluiceContext program = kafka.program();
    private final KafkaSink<Integer> sink = sink(topic);

    @BeforeAll
    static void startBroker() {
        proxy = new LosingProxy();
        KafkaFixture behind = KafkaFixture.start(Map.of("advertised.listeners", "PLAINTEXT://" + proxy.address()));
        String address = behind.broker().bootstrapServers();
        proxy.standBefore(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        kafka = SinkFixture.of(behind);
    }

    @AfterAll
    static void stopBroker() throws IOException {
        kafka.close();
        proxy.close();
    }

    @AfterEach
    void stopPrograms() {
        kafka.stopPrograms();
    }

    private static KafkaSink<Integer> sink(String topic) {
        return KafkaSink.records(
                kafka.params("max.block.ms", 3_000), number -> new ProducerRecord<>(topic, number, number));
    }

    private static List<Integer> range(int until) {
        return IntStream.range(0, until).boxed().toList();
    }

    @Test
    void whenTheAnswerIsLost_thenTheBatchIsFoundToBeThere_andNotWrittenAgain() {
        proxy.lose(LosingProxy.Loss.ANSWER);

        sink.call(numbers(program, 0, 10, 1), batch(topic, 1));

        assertThat(proxy.hasLost()).isTrue();
        sink.call(numbers(program, 0, 10, 1), batch(topic, 1));
        sink.call(numbers(program, 10, 20, 1), batch(topic, 2));
        assertThat(kafka.values(topic)).isEqualTo(range(20));
        assertThat(kafka.allValues(topic)).isEqualTo(range(20));
    }

    @Test
    void whenTheCommitIsLost_thenTheBatchFails_andIsThereOnceWhenItComesAgain() {
        proxy.lose(LosingProxy.Loss.QUESTION);

        StreamException failed = catchThrowableOfType(
                StreamException.class, () -> sink.call(numbers(program, 0, 10, 1), batch(topic, 1)));

        assertThat(proxy.hasLost()).isTrue();
        assertThat(failed.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
        assertThat(kafka.values(topic)).isEmpty();
        sink.call(numbers(program, 0, 10, 1), batch(topic, 1));
        assertThat(kafka.values(topic)).isEqualTo(range(10));
    }
}
