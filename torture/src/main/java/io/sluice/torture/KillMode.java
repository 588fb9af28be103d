package io.sluice.torture;

import io.sluice.time.StreamClock;
import io.sluice.torture.feed.Discrepancies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Starts programs and kills them, over and over, and checks what became of their input. */
final class KillMode {
    /** So many deaths a program has before it is checked; another one begins with nothing. */
    private static final int CYCLES_IN_A_TRIAL = 25;

    private final Path directory;
    private final long seed;
    private final StreamClock clock;
    private final PrintStream out;
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Discrepancies all = new Discrepancies();
    private int cycles;

    KillMode(Path directory, long seed, StreamClock clock, PrintStream out) {
        this.directory = directory;
        this.seed = seed;
        this.clock = clock;
        this.out = out;
    }

    /** What is wrong after so many cycles; a program with something wrong is the last one, and its directory stays. */
    Discrepancies run(int wanted) throws IOException, InterruptedException, SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        long began = clock.nanoTime();
        for (int trial = 0; cycles < wanted && all.isNone(); trial++) {
            runTrial(directory.resolve("trial-" + trial), Math.min(CYCLES_IN_A_TRIAL, wanted - cycles), random.split());
            out.printf("%6d cycles, %s, %d s%n", cycles, all, seconds(began));
        }
        kinds.forEach((kind, count) -> out.printf("%6d killed %s%n", count, kind));
        out.printf("%d cycles in %d s: %s%n", cycles, seconds(began), all);
        return all;
    }

    private long seconds(long began) {
        return Duration.ofNanos(clock.nanoTime() - began).toSeconds();
    }

    private void runTrial(Path trialDirectory, int wanted, SplittableRandom random)
            throws IOException, InterruptedException, SQLException {
        try (Trial trial = new Trial(trialDirectory, random.nextLong(), clock)) {
            for (int i = 0; i < wanted; i++) {
                cycle(trial, Death.any(random));
            }
            Discrepancies found = trial.finish();
            all.add(found);
            if (!found.isNone()) {
                found.examples().forEach(example -> out.printf("  %s%n", example));
                out.printf("  what is left of it is in %s%n", trialDirectory);
            }
        }
        if (all.isNone()) {
            Trees.delete(trialDirectory);
        }
    }

    private void cycle(Trial trial, Death death) throws IOException, InterruptedException {
        DriverProcess process = trial.start(death.script());
        Ending ending;
        if (death.kill().isPresent()) {
            process.awaitStartedOrOver();
        }
        boolean self = process.endsWithin(death.after());
        ending = process.kill();
        if (!ending.isKilled()) {
            throw new UnfinishedException(
                    ending, "should be killed " + death.kind() + " and ended by itself", process.log());
        }
        String kind = death.kill().isEmpty() || self ? death.kind() : "at a random moment, its step never came";
        kinds.merge(kind, 1, Integer::sum);
        cycles++;
    }
}
