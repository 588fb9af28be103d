package io.sluice.benchmarks.kafka;

import io.sluice.benchmarks.program.Figures;
import io.sluice.kafka.broker.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A broker with a filled topic, until it is ended; arguments: a folder, the topic's contents (see {@link Contents}; {@code none}
 * for an empty broker), how many records. The folder is filled by the first one that is started on it.
 */
public final class BrokerServer {
    static final String TOPIC = "records";
    private static final int PARTITIONS = 2;
    /** Neither age nor size removes what was written once. */
    private static final Map<String, String> KEPT = Map.of("log.retention.ms", "-1", "log.retention.bytes", "-1");

    private BrokerServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        KafkaBroker broker = args[1].equals("none")
                ? KafkaBroker.start()
                : filled(Path.of(args[0]), Contents.valueOf(args[1]), Long.parseLong(args[2]));
        String servers = broker.bootstrapServers();
        Figures.print("port", servers.substring(servers.lastIndexOf(':') + 1));
        new CountDownLatch(1).await();
    }

    private static KafkaBroker filled(Path folder, Contents contents, long records) throws IOException {
        Path complete = folder.resolve("complete");
        Files.createDirectories(folder);
        KafkaBroker broker = KafkaBroker.in(folder, KEPT);
        if (!Files.exists(complete)) {
            broker.createTopic(TOPIC, PARTITIONS);
            contents.write(broker.bootstrapServers(), TOPIC, PARTITIONS, records);
            // a broker that was stopped need not look through its files when it is started
            broker.stop();
            broker.restart();
            Files.createFile(complete);
        }
        return broker;
    }
}
