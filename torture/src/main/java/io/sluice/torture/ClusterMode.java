package io.sluice.torture;

import io.sluice.time.StreamClock;
import io.sluice.torture.feed.Discrepancies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Kills the driver of a program on a Spark cluster, and one of its executors, by turns and at random moments, and checks what
 * became of its input. Drivers are started again here, executors by their workers.
 */
final class ClusterMode {
    private static final int MOST_MILLIS = 4_000;

    /** So many drivers are killed while they start, and not while batches run. */
    private static final int STARTING_ONE_IN = 4;

    private final Path directory;
    private final SplittableRandom random;
    private final long seed;
    private final StreamClock clock;
    private final PrintStream out;
    private final Map<String, Integer> kinds = new TreeMap<>();

    ClusterMode(Path directory, long seed, StreamClock clock, PrintStream out) {
        this.directory = directory;
        this.random = new SplittableRandom(seed);
        this.seed = seed;
        this.clock = clock;
        this.out = out;
    }

    /** What is wrong after so many deaths. */
    Discrepancies run(int wanted) throws IOException, InterruptedException, SQLException {
        long began = clock.nanoTime();
        try (ClusterProgram program = new ClusterProgram(directory, seed, clock)) {
            DriverProcess driver = program.startDriver();
            for (int cycle = 1; cycle <= wanted; cycle++) {
                String kind;
                if (cycle % 2 == 0) {
                    kind = killExecutor(program, driver);
                } else {
                    kind = killDriver(program, driver);
                    driver = program.startDriver();
                }
                kinds.merge(kind, 1, Integer::sum);
                out.printf("%6d of %d cycles, %d s: killed %s%n", cycle, wanted, seconds(began), kind);
            }
            Discrepancies found = program.finish(driver);
            kinds.forEach((kind, count) -> out.printf("%6d killed %s%n", count, kind));
            found.examples().forEach(example -> out.printf("  %s%n", example));
            out.printf("%d cycles in %d s: %s%n", wanted, seconds(began), found);
            return found;
        }
    }

    private long seconds(long began) {
        return Duration.ofNanos(clock.nanoTime() - began).toSeconds();
    }

    private String killDriver(ClusterProgram program, DriverProcess driver) throws InterruptedException {
        boolean starting = random.nextInt(STARTING_ONE_IN) == 0;
        if (!starting) {
            program.awaitReceiving(driver);
        }
        boolean self = driver.endsWithin(someTime());
        Ending ending = driver.kill();
        if (self) {
            throw new UnfinishedException(ending, "should be killed and ended by itself", driver.log());
        }
        return starting ? "a driver while it started" : "a driver";
    }

    private String killExecutor(ClusterProgram program, DriverProcess driver) throws IOException, InterruptedException {
        program.awaitReceiving(driver);
        program.awaitBatch(driver);
        if (driver.endsWithin(someTime())) {
            throw new UnfinishedException(driver.kill(), "should go on and ended by itself", driver.log());
        }
        program.awaitExecutors(driver);
        List<ProcessHandle> executors = program.executors(driver);
        ProcessHandle executor = executors.get(random.nextInt(executors.size()));
        executor.destroyForcibly();
        executor.onExit().join();
        return "an executor";
    }

    private Duration someTime() {
        return Duration.ofMillis(random.nextInt(MOST_MILLIS));
    }
}
