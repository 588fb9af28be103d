package io.sluice.kafka.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Time;

/**
 * One broker that is its own controller, on a port of the loopback interface that stays the same when it is stopped and
 * started again. Not for production: it keeps one copy of everything. Confined to one thread.
 */
public final class KafkaBroker implements AutoCloseable {
    private final Path directory;
    private final boolean deletedOnClose;
    private final int port;
    private final Properties settings;
    private KafkaRaftServer server; // null while it is stopped

    private KafkaBroker(Path directory, boolean deletedOnClose, Map<String, String> more) {
        List<Integer> ports = FreePorts.two();
        this.directory = directory;
        this.deletedOnClose = deletedOnClose;
        this.port = ports.get(0);
        this.settings = BrokerSettings.of(directory, port, ports.get(1), more);
    }

    /** Starts one that keeps its records in a directory of its own, which goes when it is closed. */
    public static KafkaBroker start() {
        return start(Map.of());
    }

    /**
     * Like {@link #start()}.
     *
     * @param more settings of the broker, as its properties file would have them
     */
    public static KafkaBroker start(Map<String, String> more) {
        try {
            return started(new KafkaBroker(Files.createTempDirectory("sluice-kafka"), true, more));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts one that keeps its records in a directory, and leaves them there. */
    public static KafkaBroker in(Path directory, Map<String, String> more) {
        return started(new KafkaBroker(directory, false, more));
    }

    private static KafkaBroker started(KafkaBroker broker) {
        try {
            broker.format();
            broker.restart();
            return broker;
        } catch (IOException failed) {
            broker.close();
            throw new UncheckedIOException(failed);
        } catch (RuntimeException failed) {
            broker.close();
            throw failed;
        }
    }

    private void format() throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Path file = Files.createTempFile("sluice-kafka", ".properties");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
            int code = StorageTool.execute(command, new PrintStream(said, true, StandardCharsets.UTF_8));
            if (code != 0) {
                throw new IOException("a broker's directory %s could not be formatted: %s"
                        .formatted(directory, said.toString(StandardCharsets.UTF_8)));
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Starts it again after {@link #stop}, with all that it had, on the same port. */
    public void restart() {
        if (server != null) {
            return;
        }
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
    }

    /** Ends it as an administrator would; clients find nobody until {@link #restart}. */
    public void stop() {
        if (server == null) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
        server = null;
    }

    /** Makes a topic, and returns when it can be used. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    /**
     * Like {@link #createTopic(String, int)}.
     *
     * @param configs settings of the topic, such as {@code cleanup.policy}
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                    .all()
                    .get();
            awaitLeaders(admin, name, partitions);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("topic '%s' could not be made".formatted(name), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topic '%s' was made".formatted(name), interrupted);
        }
    }

    /**
     * A topic is made before its partitions take records. Of two batches that a producer sends meanwhile the second may be taken
     * and the first refused, for good, because it is out of order then.
     */
    private static void awaitLeaders(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        boolean known = false;
        while (!known) {
            known = answers(admin, asked);
        }
    }

    /** False if the broker has not heard of the topic yet. */
    private static boolean answers(Admin admin, Map<TopicPartition, OffsetSpec> asked)
            throws ExecutionException, InterruptedException {
        try {
            admin.listOffsets(asked).all().get();
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw failed;
        }
    }

    /** For whatever else is to be done to it; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    @Override
    public void close() {
        stop();
        if (deletedOnClose) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
