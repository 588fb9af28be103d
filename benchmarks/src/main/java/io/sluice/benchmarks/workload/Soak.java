package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceSoak;
import java.nio.file.Path;
import java.util.List;

/** Whether anything grows, or is left behind, however many batches there were. */
final class Soak implements Workload {
    private static final Figure EMPTY_GROWTH = Figure.value("growth, empty, MB", "empty.growth.mb");
    private static final Figure SMALL_GROWTH = Figure.value("growth, small, MB", "small.growth.mb");
    private static final Figure THREADS_LEFT = Figure.value("threads left", "threads.left");
    private static final Figure FILES_LEFT = Figure.value("files left", "files.left");

    /** A megabyte is what two measurements of the same heap differ by, not growth. */
    private static final double NO_GROWTH_MEGABYTES = 1;

    @Override
    public String name() {
        return "soak";
    }

    @Override
    public String title() {
        return "100,000 empty and 10,000 small batches";
    }

    @Override
    public String explanation() {
        return "A queue stream with 1 ms batches. Live heap after 100,000 empty batches, and after 10,000 of 100 records more, "
                + "against that after the first 2,000; threads and open files (sockets among them) after the close against "
                + "those before the start.";
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(Program.of("Sluice", Platform.SLUICE, SluiceSoak.class).withArgs(100_000, 10_000));
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.value("heap before, MB", "before.heap.mb"),
                Figure.value("heap closed, MB", "closed.heap.mb"),
                EMPTY_GROWTH,
                SMALL_GROWTH,
                THREADS_LEFT,
                FILES_LEFT);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.median("Growth after the empty batches", "MB", EMPTY_GROWTH, "Sluice")
                        .atMost(NO_GROWTH_MEGABYTES),
                Comparison.median("Growth after the small batches", "MB", SMALL_GROWTH, "Sluice")
                        .atMost(NO_GROWTH_MEGABYTES),
                Comparison.median("Threads left", "", THREADS_LEFT, "Sluice").atMost(0),
                Comparison.median("Files and sockets left", "", FILES_LEFT, "Sluice")
                        .atMost(0));
    }

    /** A run takes two minutes and hardly varies. */
    @Override
    public int runs(int wanted) {
        return Math.min(wanted, 2);
    }
}
