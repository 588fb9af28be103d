package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.plain.KafkaPollLoop;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceKafkaRead;
import io.sluice.benchmarks.spark.SparkKafkaRead;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** How fast a full topic comes into batches. */
final class KafkaRead implements Workload {
    private static final Figure RATE = Figure.value("records/s", "records.per.s");
    private static final String BARE = "poll loop, fetches as Sluice's";
    private static final int INTERVAL_MILLIS = 100;
    private static final int MOST_PER_SECOND = 5_000_000;

    private final long records;

    private KafkaRead(long records) {
        this.records = records;
    }

    static KafkaRead full() {
        return new KafkaRead(20_000_000);
    }

    @Override
    public Workload quick() {
        return new KafkaRead(2_000_000);
    }

    @Override
    public String name() {
        return "kafkaread";
    }

    @Override
    public String title() {
        return "Reading a topic of %,d records of 100 bytes".formatted(records);
    }

    @Override
    public String explanation() {
        return "A broker in a JVM of its own, a topic of two partitions that was filled before; direct streams with batches of %d ms and at "
                        .formatted(INTERVAL_MILLIS)
                + "most %,d records of each partition, count of each batch, local[2]; and a bare KafkaConsumer for each partition, on two "
                        .formatted(MOST_PER_SECOND / 1000 * INTERVAL_MILLIS)
                + "threads. Rates are without the first tenth of the records. Spark's connector is 4.1.0-preview1,"
                + " with the clients it asks for, 3.9.1.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        Program broker = Brokers.ofBytes(dataFolder, records);
        return List.of(
                Program.of("Spark", Platform.SPARK, SparkKafkaRead.class)
                        .withArgs(Brokers.TOPIC, INTERVAL_MILLIS, records, MOST_PER_SECOND)
                        .withServer(broker),
                Program.of("poll loop, client's defaults", Platform.SLUICE, KafkaPollLoop.class)
                        .withArgs(Brokers.TOPIC, 2, records, "default")
                        .withServer(broker),
                Program.of(BARE, Platform.SLUICE, KafkaPollLoop.class)
                        .withArgs(Brokers.TOPIC, 2, records, "tuned")
                        .withServer(broker),
                Program.of("Sluice", Platform.SLUICE, SluiceKafkaRead.class)
                        .withArgs(Brokers.TOPIC, INTERVAL_MILLIS, records, MOST_PER_SECOND)
                        .withServer(broker));
    }

    @Override
    public List<Figure> figures() {
        return List.of(RATE, Figure.value("records/s of processor time", "records.per.cpu.s"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.ratio("Sluice's rate over the bare poll loop's", RATE, "Sluice", BARE)
                        .atLeast(0.85),
                Comparison.ratio("Sluice's rate over Spark's", RATE, "Sluice", "Spark")
                        .atLeast(2));
    }

    @Override
    public Set<String> mustAgree() {
        return Set.of("records");
    }
}
