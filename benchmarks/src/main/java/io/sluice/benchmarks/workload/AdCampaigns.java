package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceAdCampaigns;
import java.nio.file.Path;
import java.util.List;

/** The Yahoo streaming benchmark. */
final class AdCampaigns implements Workload {
    private static final Figure RATE = Figure.value("events/s", "records.per.s");
    private static final Figure PER_CPU = Figure.value("events/s of processor time", "records.per.cpu.s");
    private static final int INTERVAL_MILLIS = 200;
    private static final int MOST_PER_SECOND = 1_000_000;

    private final long events;

    private AdCampaigns(long events) {
        this.events = events;
    }

    static AdCampaigns full() {
        return new AdCampaigns(10_000_000);
    }

    @Override
    public Workload quick() {
        return new AdCampaigns(500_000);
    }

    @Override
    public String name() {
        return "ysb";
    }

    @Override
    public String title() {
        return "Yahoo streaming benchmark from Kafka, %,d events".formatted(events);
    }

    @Override
    public String explanation() {
        return "Ad events in JSON of some 230 bytes from a topic of two partitions, filled before; parse, keep views,"
                + " join with 1,000 ads, "
                + "count by campaign and 10 s of event time with mapWithState, with a checkpoint; batches of %d ms. The broker is a "
                        .formatted(INTERVAL_MILLIS)
                + "JVM of its own on the same cores. Rates are without the first tenth; processor time is that of the"
                + " program's process, so that a core's share for the broker does not count.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(program(dataFolder, 1), program(dataFolder, 2));
    }

    private Program program(Path dataFolder, int threads) {
        return Program.of("Sluice, local[%d]".formatted(threads), Platform.SLUICE, SluiceAdCampaigns.class)
                .withArgs(Brokers.TOPIC, INTERVAL_MILLIS, events, MOST_PER_SECOND, threads)
                .withServer(Brokers.ofAds(dataFolder, events));
    }

    @Override
    public List<Figure> figures() {
        return List.of(RATE, PER_CPU);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Sluice, one thread", "events/s", RATE, "Sluice, local[1]")
                        .atLeast(400_000),
                Comparison.median("Sluice, by processor time", "events/s", PER_CPU, "Sluice, local[2]"));
    }
}
