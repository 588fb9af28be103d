package io.sluice.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the programs of a workload in turn (A B C, A B C, …) rather than one after the other, so that a machine that grows
 * slower or busier does so for all of them. A program that failed once is not run again.
 */
public final class Campaign {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final Home home;
    private final PrintStream progress;

    public Campaign(Home home, PrintStream progress) {
        this.home = home;
        this.progress = progress;
    }

    public Measurements run(String workload, List<Program> programs, int runs)
            throws IOException, InterruptedException {
        Measurements measurements = new Measurements();
        for (int run = 1; run <= runs; run++) {
            for (Program program : programs) {
                if (measurements.failure(program.label()).isEmpty()) {
                    RunResult result = runOnce(workload, program);
                    measurements.add(program.label(), result);
                    progress.printf(
                            "%s %d/%d  %s: %s%n",
                            workload,
                            run,
                            runs,
                            program.label(),
                            result.failure().orElseGet(() -> result.values().toString()));
                }
            }
        }
        return measurements;
    }

    private RunResult runOnce(String workload, Program program) throws IOException, InterruptedException {
        try {
            if (program.server().isEmpty()) {
                return runOnce(workload, program, List.of());
            }
            Program server = program.server().get();
            try (ProgramProcess beside = ProgramProcess.start(server, List.of(), home, errorFile(workload, server))) {
                return runOnce(workload, program, List.of(beside.awaitValue("port")));
            }
        } finally {
            deleteTree(home.scratch()); // a killed program leaves its spill files behind
        }
    }

    private RunResult runOnce(String workload, Program program, List<String> leadingArgs)
            throws IOException, InterruptedException {
        Path errors = errorFile(workload, program);
        try (ProgramProcess process = ProgramProcess.start(program, leadingArgs, home, errors)) {
            return process.awaitEnd(LIMIT);
        }
    }

    private Path errorFile(String workload, Program program) throws IOException {
        String name = (workload + " " + program.label()).replaceAll("[^A-Za-z0-9]+", "-");
        return Files.createDirectories(home.logs()).resolve(name + ".err");
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
