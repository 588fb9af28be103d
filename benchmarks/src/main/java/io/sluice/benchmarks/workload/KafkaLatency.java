package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceKafkaLatency;
import java.nio.file.Path;
import java.util.List;

/** How long a record is on its way from topic to topic when it must arrive exactly once. */
final class KafkaLatency implements Workload {
    private static final Figure MEDIAN = Figure.value("latency p50, ms", "latency.p50.ms");
    private static final Figure TAIL = Figure.value("latency p99, ms", "latency.p99.ms");
    private static final int INTERVAL_MILLIS = 5;
    private static final int PER_SECOND = 10_000;

    private final int warmUpSeconds;
    private final int measuredSeconds;

    private KafkaLatency(int warmUpSeconds, int measuredSeconds) {
        this.warmUpSeconds = warmUpSeconds;
        this.measuredSeconds = measuredSeconds;
    }

    static KafkaLatency full() {
        return new KafkaLatency(20, 30);
    }

    @Override
    public Workload quick() {
        return new KafkaLatency(3, 3);
    }

    @Override
    public String name() {
        return "kafkalatency";
    }

    @Override
    public String title() {
        return "From topic to topic exactly once at %,d records a second".formatted(PER_SECOND);
    }

    @Override
    public String explanation() {
        return "A topic, mapWithState over 1,000 keys with a checkpoint, another topic, exactly once; %d ms batches. From when a record was "
                        .formatted(INTERVAL_MILLIS)
                + "due to be sent to when a consumer of committed records has it; %d s after %d s to warm up. Sender and consumer are in "
                        .formatted(measuredSeconds, warmUpSeconds)
                + "the program's JVM, the broker in one of its own.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(program(1), program(2));
    }

    private Program program(int partitions) {
        String label = partitions == 1 ? "Sluice, 1 partition" : "Sluice, %d partitions".formatted(partitions);
        return Program.of(label, Platform.SLUICE, SluiceKafkaLatency.class)
                .withArgs(INTERVAL_MILLIS, PER_SECOND, warmUpSeconds, measuredSeconds, partitions)
                .withServer(Brokers.empty());
    }

    @Override
    public List<Figure> figures() {
        return List.of(MEDIAN, TAIL, Figure.value("latency max, ms", "latency.max.ms"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Sluice, 2 partitions, p50", "ms", MEDIAN, "Sluice, 2 partitions")
                        .atMost(10),
                Comparison.median("Sluice, 2 partitions, p99", "ms", TAIL, "Sluice, 2 partitions")
                        .atMost(25));
    }
}
