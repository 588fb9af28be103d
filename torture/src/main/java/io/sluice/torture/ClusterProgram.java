package io.sluice.torture;

import io.sluice.SluiceContext;
import io.sluice.spark.cluster.SparkHome;
import io.sluice.spark.cluster.StandaloneCluster;
import io.sluice.streaming.StreamingContext;
import io.sluice.time.StreamClock;
import io.sluice.torture.feed.Checker;
import io.sluice.torture.feed.Discrepancies;
import io.sluice.torture.feed.Feeder;
import io.sluice.torture.program.Database;
import io.sluice.torture.program.Diary;
import io.sluice.torture.program.Driver;
import io.sluice.torture.program.DriverSettings;
import io.sluice.torture.program.Pace;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program on a Spark cluster of two workers, with what it needs: its feeder, and the database, which is served by this
 * process, as executors write to it. Confined to one thread.
 */
final class ClusterProgram implements AutoCloseable {
    /** One core of the four is the receiver's. */
    private static final StandaloneCluster.Size SIZE = new StandaloneCluster.Size(2, 2, 512);

    /** Each group of records is a block, and each block a task. */
    private static final int SLOWNESS = 20;

    /** What Spark asks for on a driver, and gives executors by itself. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.nio",
            "java.util",
            "sun.nio.ch",
            "sun.util.calendar");

    /** The times that passed while nobody was there have their batches, a second each. */
    private static final Duration CATCHING_UP = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path directory;
    private final StreamClock clock;
    private final Path temporary;
    private final DatabaseServer databases = new DatabaseServer();
    private final Database database;
    private final StandaloneCluster cluster;
    private final Feeder feeder;
    private final List<DriverProcess> drivers = new ArrayList<>();
    private int connectionsBefore; // how many the feeder had had when the latest driver was started

    /** @param directory empty or not there */
    ClusterProgram(Path directory, long seed, StreamClock clock) throws IOException, SQLException {
        this.directory = directory;
        this.clock = clock;
        this.temporary = Files.createDirectories(directory.resolve("temporary"));
        this.database = databases.at(directory.resolve("sink"));
        this.cluster = StandaloneCluster.start(
                SparkHome.create(directory.resolve("spark-home")), directory.resolve("cluster"), SIZE);
        this.feeder = new Feeder(directory.resolve("files"), seed, clock, SLOWNESS);
    }

    /** Starts its driver, which goes on where the last one was. */
    DriverProcess startDriver() throws IOException {
        DriverSettings settings = new DriverSettings(
                "torture",
                cluster.url(),
                Pace.CLUSTER,
                directory.resolve("checkpoint").toString(),
                database,
                directory.resolve("files"),
                feeder.port(),
                true);
        DriverProcess driver = DriverProcess.start(
                options(),
                cluster.home().environment(),
                Driver.class,
                settings.words(),
                directory.resolve("driver-%d.log".formatted(drivers.size())));
        drivers.add(driver);
        connectionsBefore = feeder.connections();
        return driver;
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        OPENED.forEach(name -> options.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        options.addAll(List.of(
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary, // nobody tidies up behind a driver that is killed
                "-Dspark.executor.memory=512m",
                "-Dspark.executor.cores=2",
                "-Dspark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                "-Dspark.ui.enabled=false",
                // executors are sent the jars of the program, as on any cluster, and the database's with them
                "-Dspark.jars=" + source(org.h2.Driver.class),
                "-cp",
                // Spark's first: it is its logging and its libraries that a driver has
                cluster.home().classPath() + File.pathSeparator + String.join(File.pathSeparator, sources())));
        return options;
    }

    private static List<String> sources() {
        return Stream.of(
                        Driver.class,
                        StreamingContext.class,
                        SluiceContext.class,
                        named("io.sluice.spark.SparkEngineProvider"),
                        named("com.esotericsoftware.kryo.kryo5.Kryo"),
                        org.h2.Driver.class)
                .map(type -> source(type).toString())
                .distinct()
                .toList();
    }

    /** A class that cannot be linked here, where Spark is not. */
    private static Class<?> named(String name) {
        try {
            return Class.forName(name, false, ClusterProgram.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("the torture module was built without " + name, missing);
        }
    }

    private static Path source(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** The executors that run now for a driver: those of one that was killed may be there, too, for a while. */
    List<ProcessHandle> executors(DriverProcess driver) {
        return cluster.executors().stream().filter(driver::isOlderThan).toList();
    }

    /** Returns when batches run, and the receiver of that driver, which is somewhere on the cluster, takes records. */
    void awaitReceiving(DriverProcess driver) throws InterruptedException {
        driver.awaitStarted(Trial.PATIENCE);
        if (!feeder.awaitConnectionAfter(connectionsBefore, Trial.PATIENCE)) {
            throw new UnfinishedException(driver.kill(), "takes nothing of what it is sent", driver.log());
        }
    }

    /** Returns when a driver has had a batch more, from the sources to the last output. */
    void awaitBatch(DriverProcess driver) throws IOException, InterruptedException {
        Diary diary = new Diary(database);
        int before = diary.batches();
        await(driver, () -> diary.batches() > before, "gets no batch done");
    }

    /** Returns when a driver has executors on both workers: that they come back is a part of what is tried. */
    void awaitExecutors(DriverProcess driver) throws IOException, InterruptedException {
        await(driver, () -> executors(driver).size() >= SIZE.workers(), "has not got its executors back");
    }

    /** Looked at again and again. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(DriverProcess driver, Condition condition, String complaint)
            throws IOException, InterruptedException {
        long deadline = clock.nanoTime() + Trial.PATIENCE.toNanos();
        while (!condition.holds()) {
            if (clock.nanoTime() > deadline || driver.endsWithin(LOOK_AGAIN)) {
                throw new UnfinishedException(driver.kill(), complaint, driver.log());
            }
        }
    }

    /** Has a driver process everything, and holds the tables against what the program was fed. */
    Discrepancies finish(DriverProcess driver) throws IOException, InterruptedException, SQLException {
        awaitReceiving(driver);
        if (!feeder.finish(Trial.PATIENCE)) {
            throw new UnfinishedException(driver.kill(), "does not take what it is sent", driver.log());
        }
        driver.drain(CATCHING_UP);
        return Checker.check(feeder, database.here(), Pace.CLUSTER.window());
    }

    @Override
    public void close() throws IOException, SQLException {
        drivers.forEach(DriverProcess::kill);
        cluster.close();
        feeder.close();
        databases.close();
    }
}
