package io.sluice.benchmarks;

import io.sluice.benchmarks.workload.Workload;
import io.sluice.benchmarks.workload.Workloads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The command line of {@link Bench}. */
record BenchOptions(List<Workload> workloads, int runs, boolean quick, Path data) {
    private static final int RUNS = 5;
    private static final int QUICK_RUNS = 2;

    /** @throws IllegalArgumentException with a sentence for the user */
    static BenchOptions parse(String[] args, Path defaultData) {
        List<Workload> workloads = new ArrayList<>();
        int runs = RUNS;
        boolean quick = false;
        Path data = defaultData;
        for (Iterator<String> words = Arrays.asList(args).iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--quick" -> {
                    quick = true;
                    runs = QUICK_RUNS;
                }
                case "--runs" -> runs = runs(valueOf(word, words));
                case "--data" -> data = Path.of(valueOf(word, words)).toAbsolutePath();
                default -> workloads.addAll(named(word));
            }
        }
        if (workloads.isEmpty()) {
            throw new IllegalArgumentException("Say which workload to run: " + choices() + ".");
        }
        if (quick) {
            workloads.replaceAll(Workload::quick);
        }
        return new BenchOptions(List.copyOf(workloads), runs, quick, data);
    }

    private static List<Workload> named(String name) {
        if (name.equals("all")) {
            return Workloads.ALL;
        }
        return Workloads.ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no workload or option '%s'; there are %s, and --quick, --runs N, --data DIR."
                                .formatted(name, choices())));
    }

    private static String valueOf(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException("%s needs a value after it.".formatted(option));
        }
        return words.next();
    }

    private static int runs(String text) {
        if (!text.matches("[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("--runs takes a number from 1 to 999, not '%s'.".formatted(text));
        }
        return Integer.parseInt(text);
    }

    private static String choices() {
        return String.join(
                ", ",
                Stream.concat(Workloads.names().stream(), Stream.of("all")).toList());
    }
}
