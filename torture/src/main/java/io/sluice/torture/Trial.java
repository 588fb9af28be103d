package io.sluice.torture;

import io.sluice.time.StreamClock;
import io.sluice.torture.disk.Kill;
import io.sluice.torture.disk.Moment;
import io.sluice.torture.disk.Script;
import io.sluice.torture.disk.Step;
import io.sluice.torture.feed.Checker;
import io.sluice.torture.feed.Discrepancies;
import io.sluice.torture.feed.Feeder;
import io.sluice.torture.program.Database;
import io.sluice.torture.program.DriverSettings;
import io.sluice.torture.program.Pace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One program from its first start to the check of all it made, with as many deaths in between as are wanted: its directory,
 * what feeds it, and its processes one after the other. Confined to one thread.
 */
final class Trial implements AutoCloseable {
    /** How long anything may take before the trial is a failure; a process is started on a machine with other work, too. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    static final String SINK = "sink";

    /** Enough for some of everything. */
    static final int SOME_BATCHES = 8;

    /** More than a second's worth, so that received blocks are in several files. */
    static final int MANY_BATCHES = 40;

    private final Path directory;
    private final Feeder feeder;
    private final DatabaseServer databases = new DatabaseServer();
    private final List<DriverProcess> processes = new ArrayList<>();
    private String sink = SINK;
    private boolean tokens = true;
    private String application = "torture";

    /** @param directory empty or not there */
    Trial(Path directory, long seed, StreamClock clock) throws IOException, SQLException {
        this.directory = directory;
        this.feeder = new Feeder(directory.resolve("files"), seed, clock, 1);
    }

    /** The sink keeps no tokens from now on. */
    void forgetTokens() {
        tokens = false;
    }

    /** The program has another name from now on. */
    void rename(String name) {
        application = name;
    }

    Path directory() {
        return directory;
    }

    Path checkpoint() {
        return directory.resolve("checkpoint");
    }

    private Database database() {
        return databases.at(directory.resolve(sink));
    }

    /** Processes that are started from now on write to another database. */
    void changeSink(String name) {
        sink = name;
    }

    // ---- its processes

    /** Starts the program, which may end at any time by what the script says. */
    DriverProcess start(Script script) throws IOException {
        DriverSettings settings = new DriverSettings(
                application,
                "local[2]",
                Pace.EMBEDDED,
                script.location(checkpoint()),
                database(),
                directory.resolve("files"),
                feeder.port(),
                tokens);
        DriverProcess process =
                DriverProcess.start(settings, directory.resolve("driver-%d.log".formatted(processes.size())));
        processes.add(process);
        return process;
    }

    /** Starts it on a good disk, and kills it after some batches. */
    void runBatches(int batches) throws IOException, InterruptedException {
        Ending ending = ending(Script.killing(new Kill(Step.COMMIT_APPEND, Moment.AFTER, batches), false));
        if (!ending.isKilled()) {
            throw new IllegalStateException("the program should run for some batches, and ended with " + ending);
        }
    }

    /** Starts it, and waits for it to end by itself. */
    Ending ending(Script script) throws IOException, InterruptedException {
        return start(script).awaitEnding(PATIENCE);
    }

    // ---- its end

    /** Starts the program on a good disk, lets it process everything, and holds its tables against what it was fed. */
    Discrepancies finish() throws IOException, InterruptedException, SQLException {
        DriverProcess process = start(Script.PEACE);
        process.awaitStarted(PATIENCE);
        if (!feeder.finish(PATIENCE)) {
            throw new UnfinishedException(process.kill(), "does not take what it is sent", process.log());
        }
        process.drain(PATIENCE);
        return Checker.check(feeder, database().here(), Pace.EMBEDDED.window());
    }

    @Override
    public void close() throws IOException, SQLException {
        for (DriverProcess process : processes) {
            process.kill();
        }
        feeder.close();
        databases.close();
    }
}
