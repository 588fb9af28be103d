package io.sluice.torture.program;

import io.sluice.kafka.broker.KafkaBroker;
import java.nio.file.Path;
import java.util.Map;

/**
 * The process of a broker, which says {@link Driver#STARTED} when it serves, and lives until it is killed. On its command line:
 * its directory, and the ports for clients and for its controller, which stay when it is started again.
 */
public final class BrokerDriver {
    private BrokerDriver() {}

    public static void main(String[] words) throws Exception {
        String clients = "localhost:" + words[1];
        String controller = "localhost:" + words[2];
        KafkaBroker.in(
                Path.of(words[0]),
                Map.of(
                        "listeners",
                        "PLAINTEXT://%s,CONTROLLER://%s".formatted(clients, controller),
                        "advertised.listeners",
                        "PLAINTEXT://" + clients,
                        "controller.quorum.voters",
                        "1@" + controller));
        System.out.println(Driver.STARTED);
    }
}
