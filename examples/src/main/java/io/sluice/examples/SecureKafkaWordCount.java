package io.sluice.examples;

import io.sluice.SluiceConf;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * {@link DirectKafkaWordCount} on a cluster that asks for a user name and a password (SASL/PLAIN): a template for programs of
 * yours. All that differs between places is in a file, the password better in the environment:
 *
 * <pre>
 * brokers=broker-1.example.org:9093,broker-2.example.org:9093
 * topics=lines
 * group=word-count
 * username=alice
 * #password=secret               or the variable KAFKA_PASSWORD
 * truststore=/etc/kafka/trust.p12
 * truststore.password=changeit
 * </pre>
 *
 * <p>With a truststore the connection is encrypted; without one it is not, and the password can be read on its way. Arguments:
 * {@code PROPERTIES_FILE}.
 */
public final class SecureKafkaWordCount {
    static final String PASSWORD_VARIABLE = "KAFKA_PASSWORD";

    private SecureKafkaWordCount() {}

    /** What Kafka's consumer is told, of what the file and the environment say. */
    public static Map<String, Object> kafkaParams(Properties file, Map<String, String> environment) {
        Map<String, Object> params = new HashMap<>();
        params.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, required(file, "brokers"));
        params.put(ConsumerConfig.GROUP_ID_CONFIG, required(file, "group"));
        params.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, file.getProperty("start", "latest"));
        params.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        params.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        params.put(SaslConfigs.SASL_MECHANISM, "PLAIN");
        params.put(SaslConfigs.SASL_JAAS_CONFIG, login(required(file, "username"), password(file, environment)));
        String truststore = file.getProperty("truststore");
        if (truststore == null) {
            params.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT");
        } else {
            params.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
            params.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, truststore);
            params.put(SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, required(file, "truststore.password"));
        }
        return params;
    }

    private static String password(Properties file, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(PASSWORD_VARIABLE)).orElseGet(() -> required(file, "password"));
    }

    private static String login(String user, String password) {
        return "%s required username=%s password=%s;"
                .formatted(PlainLoginModule.class.getName(), quoted(user), quoted(password));
    }

    /** A password may have quotes and backslashes. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String required(Properties file, String key) {
        String value = file.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("the properties file says nothing of '%s'".formatted(key));
        }
        return value.trim();
    }

    static List<String> topics(Properties file) {
        return List.of(required(file, "topics").split("\\s*,\\s*"));
    }

    public static void main(String[] args) throws InterruptedException, IOException {
        Arguments.require(args, 1, "secure-kafka-word-count PROPERTIES_FILE");
        Properties file = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            file.load(in);
        }
        SluiceConf conf = new SluiceConf().setAppName("SecureKafkaWordCount");
        try (StreamingContext streaming = new StreamingContext(conf, Durations.seconds(1))) {
            NetworkWordCount.count(
                            DirectKafkaWordCount.lines(streaming, kafkaParams(file, System.getenv()), topics(file)))
                    .print();

            streaming.start();
            streaming.awaitTermination();
        }
    }
}
