package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.kafka.BrokerServer;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import java.nio.file.Path;

/** The brokers that programs run beside. What they hold is made once for each data folder, which takes a minute or two. */
final class Brokers {
    static final String TOPIC = "records";

    private Brokers() {}

    /** A topic of two partitions with records of 100 bytes. */
    static Program ofBytes(Path dataFolder, long records) {
        return filled(dataFolder, "BYTES", records);
    }

    /** A topic of two partitions with events of the Yahoo streaming benchmark. */
    static Program ofAds(Path dataFolder, long records) {
        return filled(dataFolder, "ADS", records);
    }

    private static Program filled(Path dataFolder, String contents, long records) {
        return broker().withArgs(dataFolder.resolve("kafka-%s-%d".formatted(contents, records)), contents, records);
    }

    static Program empty() {
        return broker().withArgs("nowhere", "none");
    }

    private static Program broker() {
        return Program.of("broker", Platform.BROKER, BrokerServer.class);
    }
}
