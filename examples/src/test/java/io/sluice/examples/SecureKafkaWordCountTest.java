package io.sluice.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.kafka.broker.KafkaBroker;
import io.sluice.testkit.PairOutput;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SluiceTest
class SecureKafkaWordCountTest {
    private static final String PASSWORD = "back\\slash and \"quotes\"";

    private static Properties file(String... keysAndValues) {
        Properties file = new Properties();
        file.setProperty("brokers", "localhost:9092");
        file.setProperty("topics", "lines, titles");
        file.setProperty("group", "words");
        file.setProperty("username", "alice");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            file.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return file;
    }

    @Test
    void whenThereIsATruststore_thenTheConnectionIsEncrypted() {
        Properties file = file("password", "secret", "truststore", "/t.p12", "truststore.password", "changeit");

        assertThat(SecureKafkaWordCount.kafkaParams(file, Map.of()))
                .containsEntry("bootstrap.servers", "localhost:9092")
                .containsEntry("group.id", "words")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("ssl.truststore.location", "/t.p12")
                .containsEntry("ssl.truststore.password", "changeit")
                .containsEntry(
                        "sasl.jaas.config",
                        PlainLoginModule.class.getName() + " required username=\"alice\" password=\"secret\";");
        assertThat(SecureKafkaWordCount.topics(file)).containsExactly("lines", "titles");
    }

    @Test
    void whenThePasswordIsInTheEnvironment_thenItIsThatOne() {
        Map<String, Object> params = SecureKafkaWordCount.kafkaParams(
                file("password", "old"), Map.of(SecureKafkaWordCount.PASSWORD_VARIABLE, "new"));

        assertThat(params.get("sasl.jaas.config").toString()).contains("password=\"new\"");
        assertThat(params).containsEntry("security.protocol", "SASL_PLAINTEXT");
    }

    @Test
    void whenSomethingIsMissing_thenItIsNamed() {
        assertThatThrownBy(() -> SecureKafkaWordCount.kafkaParams(file(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'password'");
    }

    @Test
    @Tag("server")
    void aBrokerThatAsksForAPassword_givesTheWords(StreamHarness harness) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(askingForPasswords())) {
            Properties file = file("brokers", broker.bootstrapServers(), "start", "earliest");
            Map<String, Object> params =
                    SecureKafkaWordCount.kafkaParams(file, Map.of(SecureKafkaWordCount.PASSWORD_VARIABLE, PASSWORD));
            write(params, "lines", "to be or not to be");
            PairOutput<String, Integer> counts = harness.collect(
                    NetworkWordCount.count(DirectKafkaWordCount.lines(harness.streaming(), params, List.of("lines"))));
            harness.start();

            harness.runBatch();

            assertThat(counts.lastAsMap()).isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1));
        }
    }

    /** The listener is still called PLAINTEXT, and is none. */
    private static Map<String, String> askingForPasswords() {
        String escaped = PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"");
        return Map.of(
                "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.plaintext.plain.sasl.jaas.config",
                        "%s required username=\"broker\" password=\"b\" user_broker=\"b\" user_alice=\"%s\";"
                                .formatted(PlainLoginModule.class.getName(), escaped));
    }

    private static void write(Map<String, Object> params, String topic, String line) throws Exception {
        Map<String, Object> security = new HashMap<>(params);
        security.keySet().removeIf(key -> key.endsWith(".deserializer"));
        try (Admin admin = Admin.create(security)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(security, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, line)).get();
        }
    }
}
