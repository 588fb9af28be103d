package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.program.LineServer;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceReceivedLog;
import java.nio.file.Path;
import java.util.List;

/** What the log of received blocks costs a receiver. */
final class ReceivedLog implements Workload {
    private static final Figure RATE = Figure.value("lines/s", "lines.per.s");
    private static final String WITHOUT = "Sluice without log";
    private static final String WITH = "Sluice with log";

    private final int warmUp;
    private final int measured;

    private ReceivedLog(int warmUp, int measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    static ReceivedLog full() {
        return new ReceivedLog(10, 20);
    }

    @Override
    public Workload quick() {
        return new ReceivedLog(2, 3);
    }

    @Override
    public String name() {
        return "wal";
    }

    @Override
    public String title() {
        return "Socket lines with and without the write-ahead log";
    }

    @Override
    public String explanation() {
        return "27-byte lines from another process, 500 ms batches, count of each, checkpoint on; %d batches after %d."
                .formatted(measured, warmUp);
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        return List.of(program(WITHOUT, false), program(WITH, true));
    }

    private Program program(String label, boolean logged) {
        return Program.of(label, Platform.SLUICE, SluiceReceivedLog.class)
                .withArgs(500, warmUp, measured, logged)
                .withServer(Program.of("line server", Platform.PLAIN, LineServer.class));
    }

    @Override
    public List<Figure> figures() {
        return List.of(RATE, Figure.value("worst delay, ms", "worst.delay.ms"));
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(Comparison.ratio("Rate with the log over the rate without", RATE, WITH, WITHOUT)
                .atLeast(0.6));
    }
}
