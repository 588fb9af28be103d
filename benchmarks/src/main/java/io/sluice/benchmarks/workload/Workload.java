package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** One piece of work that several programs do, and how they are compared. */
public interface Workload {
    /** The name on the command line. */
    String name();

    String title();

    /** What is done and what is measured, in sentences. */
    String explanation();

    /**
     * The programs, in the order they take their turns.
     *
     * @param dataFolder where input files are kept; those this workload needs are made if they are not there
     */
    List<Program> programs(Path dataFolder) throws IOException;

    List<Figure> figures();

    List<Comparison> comparisons();

    /** The printed values that must be the same in every run of every program. */
    default Set<String> mustAgree() {
        return Set.of();
    }

    /** The same with little to do, where that is possible: it shows that programs work and agree, and measures nothing. */
    default Workload quick() {
        return this;
    }

    /** How many runs to do when {@code wanted} were asked for; fewer where a run takes minutes. */
    default int runs(int wanted) {
        return wanted;
    }
}
