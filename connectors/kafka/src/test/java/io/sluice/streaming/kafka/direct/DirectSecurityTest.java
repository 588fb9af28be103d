package io.sluice.streaming.kafka.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.testkit.StreamHarness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that asks for a password. */
@Tag("server")
class DirectSecurityTest {
    private static KafkaBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = KafkaBroker.start(Map.of(
                "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                        "%s required username=\"broker\" password=\"b\" user_broker=\"b\" user_alice=\"secret\";"
                                .formatted(PlainLoginModule.class.getName())));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static void start(Map<String, String> security) {
        Map<String, Object> params = new HashMap<>(security);
        params.put("bootstrap.servers", broker.bootstrapServers());
        params.put("key.deserializer", StringDeserializer.class);
        params.put("value.deserializer", StringDeserializer.class);
        try (StreamHarness program = StreamHarness.builder()
                .set("sluice.streaming.kafka.consumer.poll.ms", "1500")
                .build()) {
            program.collect(KafkaUtils.createDirectStream(
                    program.streaming(),
                    LocationStrategies.PreferConsistent(),
                    ConsumerStrategies.<String, String>Subscribe(List.of("any"), params)));
            program.start();
        }
    }

    @Test
    void withoutAuthentication_itFailsInTime_andThatIsNamedAsAReason() {
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE))
                .hasMessageContaining("security.protocol");
    }

    @Test
    void withTheWrongPassword_itIsRefused() {
        String wrong = "%s required username=\"alice\" password=\"guess\";".formatted(PlainLoginModule.class.getName());

        assertThatThrownBy(() -> start(Map.of(
                        "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN", "sasl.jaas.config", wrong)))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failed -> assertThat(failed.code()).isEqualTo(ErrorCode.KAFKA_REFUSED))
                .hasMessageContaining("sasl.");
    }
}
