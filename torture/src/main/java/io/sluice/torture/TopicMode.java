package io.sluice.torture;

import io.sluice.time.StreamClock;
import io.sluice.torture.disk.Script;
import io.sluice.torture.disk.Step;
import io.sluice.torture.feed.Discrepancies;
import io.sluice.torture.feed.Topics;
import io.sluice.torture.program.BrokerDriver;
import io.sluice.torture.program.Driver;
import io.sluice.torture.program.TopicDriver;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Kills a program that goes from topic to topic, and its broker now and then, and checks what became of the input. */
final class TopicMode {
    private static final int PARTITIONS = 3;
    private static final int BROKER_ONE_IN = 4;
    private static final int AWAY_MILLIS = 1_000;

    /** A program with clients takes longer until its batches run. */
    private static final Duration STEP_PATIENCE = Duration.ofSeconds(5);

    /** Those that such a program has. */
    private static final List<Step> STEPS = List.of(
            Step.PLAN_APPEND,
            Step.COMMIT_APPEND,
            Step.BATCHES_FORCE,
            Step.STATE_APPEND,
            Step.STATE_FORCE,
            Step.STATE_CHANGE,
            Step.SINK_COMMIT);

    private static final int CYCLES_IN_A_LINE = 25;

    private final Path directory;
    private final SplittableRandom random;
    private final long seed;
    private final StreamClock clock;
    private final PrintStream out;
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final int port;
    private final int controllerPort;
    private DriverProcess broker;
    private DriverProcess driver;
    private int processes;

    TopicMode(Path directory, long seed, StreamClock clock, PrintStream out) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.random = new SplittableRandom(seed);
        this.seed = seed;
        this.clock = clock;
        this.out = out;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = one.getLocalPort();
            this.controllerPort = other.getLocalPort();
        }
    }

    /** What is wrong after so many deaths of the program. */
    Discrepancies run(int wanted) throws IOException, InterruptedException {
        long began = clock.nanoTime();
        startBroker();
        try {
            makeTopics();
            try (Topics topics = new Topics(address(), seed, clock)) {
                for (int cycle = 1; cycle <= wanted; cycle++) {
                    cycle();
                    if (cycle % CYCLES_IN_A_LINE == 0) {
                        out.printf("%6d cycles, %d s%n", cycle, seconds(began));
                    }
                }
                Discrepancies found = finish(topics);
                kinds.forEach((kind, count) -> out.printf("%6d %s%n", count, kind));
                found.examples().forEach(example -> out.printf("  %s%n", example));
                out.printf("%d cycles in %d s: %s%n", wanted, seconds(began), found);
                return found;
            }
        } finally {
            if (driver != null) {
                driver.kill();
            }
            broker.kill();
        }
    }

    private long seconds(long began) {
        return Duration.ofNanos(clock.nanoTime() - began).toSeconds();
    }

    private void cycle() throws IOException, InterruptedException {
        Death death = Death.any(random, STEPS);
        driver = start(death.script());
        driver.awaitStartedOrOver();
        boolean bounced = random.nextInt(BROKER_ONE_IN) == 0;
        if (bounced) {
            bounce();
        }
        boolean self = driver.endsWithin(death.kill().isPresent() ? STEP_PATIENCE : death.after());
        Ending ending = driver.kill();
        if (!ending.isKilled() && bounced && ending.exitCode() == Driver.FAILED_CODE) {
            kinds.merge(
                    "programs ended for want of a broker, " + ending.reason().split(" ", 2)[0], 1, Integer::sum);
            return;
        }
        if (!ending.isKilled()) {
            throw new UnfinishedException(ending, "should be killed and ended by itself", driver.log());
        }
        String kind = death.kill().isEmpty() || self ? death.kind() : "at a random moment, its step never came";
        kinds.merge("programs killed " + kind, 1, Integer::sum);
    }

    /** Kills the broker, and starts it again after a while. */
    private void bounce() throws IOException, InterruptedException {
        broker.kill();
        clock.awaitUntil(clock.now().plusMillis(random.nextInt(AWAY_MILLIS)));
        startBroker();
        kinds.merge("brokers killed", 1, Integer::sum);
    }

    private Discrepancies finish(Topics topics) throws IOException, InterruptedException {
        topics.finish();
        driver = start(Script.PEACE);
        driver.awaitStarted(Trial.PATIENCE);
        driver.drain(Trial.PATIENCE);
        return topics.check();
    }

    private DriverProcess start(Script script) throws IOException {
        return DriverProcess.start(
                TopicDriver.class,
                List.of(script.location(directory.resolve("checkpoint")), address()),
                directory.resolve("driver-%d.log".formatted(processes++)));
    }

    private void startBroker() throws IOException, InterruptedException {
        broker = DriverProcess.start(
                BrokerDriver.class,
                List.of(
                        directory.resolve("broker").toString(),
                        Integer.toString(port),
                        Integer.toString(controllerPort)),
                directory.resolve("broker-%d.log".formatted(processes++)));
        broker.awaitStarted(Trial.PATIENCE);
    }

    private String address() {
        return "localhost:" + port;
    }

    private void makeTopics() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(
                            new NewTopic(TopicDriver.IN, PARTITIONS, (short) 1),
                            new NewTopic(TopicDriver.OUT, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the topics could not be made", failed.getCause());
        }
    }
}
