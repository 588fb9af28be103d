package io.sluice.torture;

import io.sluice.time.StreamClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Does experiments, each on a program of its own. */
final class Experiments {
    private final Path directory;
    private final long seed;
    private final StreamClock clock;
    private int done;

    Experiments(Path directory, long seed, StreamClock clock) {
        this.directory = directory;
        this.seed = seed;
        this.clock = clock;
    }

    /** Does all of them, and says of each how it went; whether all went as they must. */
    boolean run(List<Experiment> experiments, PrintStream out) throws IOException {
        long began = clock.nanoTime();
        int failed = 0;
        for (Experiment experiment : experiments) {
            Optional<String> complaint = run(experiment);
            failed += complaint.isPresent() ? 1 : 0;
            out.printf(
                    "%s %s%s%n",
                    complaint.isEmpty() ? "  good" : "FAILED",
                    experiment,
                    complaint.map(text -> ": " + text).orElse(""));
        }
        out.printf(
                "%d experiments in %d s, %d failed%n",
                experiments.size(), Duration.ofNanos(clock.nanoTime() - began).toSeconds(), failed);
        return failed == 0;
    }

    /** What is wrong with the outcome of one, if anything. What is left of one that failed stays. */
    Optional<String> run(Experiment experiment) throws IOException {
        Optional<String> complaint = tryOnce(experiment);
        for (int tries = 1; tries < experiment.tries() && complaint.isPresent(); tries++) {
            complaint = tryOnce(experiment);
        }
        return complaint;
    }

    private Optional<String> tryOnce(Experiment experiment) throws IOException {
        Optional<String> complaint;
        Path trialDirectory = directory.resolve("experiment-" + done++);
        try (Trial trial = new Trial(trialDirectory, seed, clock)) {
            complaint = experiment.body().run(trial);
        } catch (Exception unexpected) {
            complaint = Optional.of(unexpected.toString());
        }
        if (complaint.isEmpty()) {
            Trees.delete(trialDirectory);
        }
        return complaint.map(text -> text + "; what is left of it is in " + trialDirectory);
    }
}
