package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.plain.KafkaTransactionLoop;
import io.sluice.benchmarks.program.Arrivals;
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
    private static final String ONE = "Sluice, 1 partition";
    private static final String TWO = "Sluice, 2 partitions";
    private static final String LOOP = "loop by hand, 2 producers by turns";
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
                + "due to be sent to when a consumer of committed records has it; %d s after %d s to warm up. What is due is sent every %d ms. "
                        .formatted(measuredSeconds, warmUpSeconds, Arrivals.PULSE_MILLIS)
                + "Sender and consumer are in the program's JVM, the broker in one of its own, with Kafka's settings but for what a single "
                + "broker must be told. The loop by hand is the clients' own: poll, count in a map that dies with the process, send, commit "
                + "records and offsets in one transaction, once an interval.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(
                program(ONE, SluiceKafkaLatency.class, 1),
                program(TWO, SluiceKafkaLatency.class, 2),
                program("loop by hand, 1 partition", KafkaTransactionLoop.class, 1)
                        .withMoreArgs(1),
                program(LOOP, KafkaTransactionLoop.class, 1).withMoreArgs(2));
    }

    private Program program(String label, Class<?> main, int partitions) {
        return Program.of(label, Platform.SLUICE, main)
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
                Comparison.median(ONE + ", p50", "ms", MEDIAN, ONE).atMost(10),
                Comparison.median(ONE + ", p99", "ms", TAIL, ONE).atMost(25),
                Comparison.median(TWO + ", p50", "ms", MEDIAN, TWO).atMost(10),
                Comparison.median(TWO + ", p99", "ms", TAIL, TWO).atMost(25),
                Comparison.ratio("Sluice's p50 over that of the loop", MEDIAN, ONE, LOOP),
                Comparison.ratio("Sluice's p99 over that of the loop", TAIL, ONE, LOOP));
    }
}
