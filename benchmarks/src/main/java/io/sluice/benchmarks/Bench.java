package io.sluice.benchmarks;

import io.sluice.benchmarks.report.Machine;
import io.sluice.benchmarks.report.ResultsFile;
import io.sluice.benchmarks.report.Section;
import io.sluice.benchmarks.report.Versions;
import io.sluice.benchmarks.run.Campaign;
import io.sluice.benchmarks.run.Home;
import io.sluice.benchmarks.run.Measurements;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.workload.Workload;
import io.sluice.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * The command {@code bench NAME…|all [--quick] [--runs N] [--data DIR]}: runs workloads, prints their tables and writes them to
 * {@code RESULTS.md}; {@code --quick} shows in few and small runs that everything works, and writes nothing. Built and started from the checkout by
 *
 * <pre>
 * mvn -q -Pbenchmarks,launcher -pl benchmarks -am package -DskipTests
 * java -cp benchmarks/target/classes io.sluice.benchmarks.Bench all
 * </pre>
 *
 * The build puts the libraries of each side into a folder of its own under {@code benchmarks/target}; the harness itself needs
 * none of them. The exit code is 0 if all programs finished and agree, 1 if not, 2 for a wrong command line.
 */
public final class Bench {
    private final Home home;
    private final BenchOptions options;
    private final PrintStream out;

    private Bench(Home home, BenchOptions options, PrintStream out) {
        this.home = home;
        this.options = options;
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Home home = Home.ofThisBuild();
        BenchOptions options;
        try {
            options = BenchOptions.parse(args, home.defaultData());
        } catch (IllegalArgumentException wrongCommandLine) {
            System.err.println(wrongCommandLine.getMessage());
            System.exit(2);
            return;
        }
        boolean sound = new Bench(home, options, System.out).runAll();
        System.exit(sound ? 0 : 1);
    }

    private boolean runAll() throws IOException, InterruptedException {
        ResultsFile results = new ResultsFile(home.results(), Workloads.names());
        boolean sound = true;
        for (Workload workload : options.workloads()) {
            Section section = measure(workload);
            out.printf("%n%s%n", section.text());
            if (!options.quick()) {
                results.replace(workload.name(), section.text());
            }
            sound &= section.isSound();
        }
        out.println(options.quick() ? "Nothing is written, because it was quick" : "Written to " + home.results());
        return sound;
    }

    private Section measure(Workload workload) throws IOException, InterruptedException {
        List<Program> programs = workload.programs(options.data());
        int runs = workload.runs(options.runs());
        Machine machine = Machine.here();
        Measurements measured = new Campaign(home, out).run(workload.name(), programs, runs);
        return new Section(
                workload.title(),
                workload.explanation(),
                LocalDate.now(ZoneOffset.UTC),
                runs,
                machine,
                Versions.of(home),
                programs,
                workload.figures(),
                workload.comparisons(),
                measured.disagreements(workload.mustAgree()),
                measured);
    }
}
