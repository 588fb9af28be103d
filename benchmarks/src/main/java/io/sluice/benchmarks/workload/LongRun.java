package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceLongRun;
import java.nio.file.Path;
import java.util.List;

/** Whether a checkpoint grows, or slows batches down, however many there were. */
final class LongRun implements Workload {
    private static final Figure TIME_GROWTH = Figure.value("p50, late over early", "late.over.early");
    private static final Figure SIZE_GROWTH = Figure.value("size, late over early", "late.mb.over.early.mb");

    /** What two measurements of the same may differ by. */
    private static final double FLAT = 1.1;

    private final int batches;

    private LongRun(int batches) {
        this.batches = batches;
    }

    /** One hour at 10 ms. */
    static LongRun full() {
        return new LongRun(360_000);
    }

    @Override
    public Workload quick() {
        return new LongRun(5_000);
    }

    @Override
    public String name() {
        return "flat";
    }

    @Override
    public String title() {
        return "Checkpoint and batch time over %,d batches".formatted(batches);
    }

    @Override
    public String explanation() {
        return "mapWithState and reduceByKeyAndWindow with an inverse over 300 ms; 1,000 keys, 10 in each batch; 1 ms batches, or back "
                + "to back. `early` is the second tenth of the batches, `late` the last; of the sizes of the checkpoint the largest of a "
                + "hundred looks in each tenth counts.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        KeyedLoad load = new KeyedLoad(1, 1_000, 10, batches / 10, batches);
        return List.of(Program.of("Sluice", Platform.SLUICE, SluiceLongRun.class)
                .withArgs(load.args())
                .withMoreArgs(300));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.value("early p50, ms", "early.p50.ms"),
                Figure.value("late p50, ms", "late.p50.ms"),
                TIME_GROWTH,
                Figure.value("early p99, ms", "early.p99.ms"),
                Figure.value("late p99, ms", "late.p99.ms"),
                Figure.value("early, MB", "early.mb"),
                Figure.value("late, MB", "late.mb"),
                SIZE_GROWTH);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Batch p50, late over early", "", TIME_GROWTH, "Sluice")
                        .atMost(FLAT),
                Comparison.median("Size of the checkpoint, late over early", "", SIZE_GROWTH, "Sluice")
                        .atMost(FLAT));
    }

    /** A run takes many minutes. */
    @Override
    public int runs(int wanted) {
        return 1;
    }
}
