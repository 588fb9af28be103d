package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceRecovery;
import java.nio.file.Path;
import java.util.List;

/** How long a program with much state is away after its death. */
final class Recovery implements Workload {
    private static final Figure OF_ALLOWED = Figure.value("of what is allowed", "of.allowed");

    private final int keys;

    private Recovery(int keys) {
        this.keys = keys;
    }

    static Recovery full() {
        return new Recovery(1_000_000);
    }

    @Override
    public Workload quick() {
        return new Recovery(10_000);
    }

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public String title() {
        return "Recovery after SIGKILL with %,d texts of 1,000 letters as state".formatted(keys);
    }

    @Override
    public String explanation() {
        return "mapWithState, 100 ms batches that touch a 200th of the keys. Killed when every key has been touched at least once and "
                + "half of them twice; then from the start of the JVM to the output of the first batch that is new. Allowed are 1 s and "
                + "another 1 s for each 300 MB of the checkpoint. `cold`: the files have to come from the disk.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(program("Sluice", "warm"), program("Sluice, cold", "cold"));
    }

    private Program program(String label, String files) {
        int touched = keys / 200;
        return Program.of(label, Platform.SLUICE, SluiceRecovery.class)
                .withJvmFlags(Program.FOUR_GB, Program.G1)
                .withArgs(100, keys, touched, 300, 1_000, files);
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.value("checkpoint, MB", "checkpoint.mb"),
                Figure.value("first new batch, s", "recovery.s"),
                OF_ALLOWED);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Sluice, time over what is allowed", "", OF_ALLOWED, "Sluice")
                        .atMost(1),
                Comparison.median("Sluice, cold, time over what is allowed", "", OF_ALLOWED, "Sluice, cold"));
    }

    @Override
    public int runs(int wanted) {
        return Math.min(wanted, 3);
    }
}
