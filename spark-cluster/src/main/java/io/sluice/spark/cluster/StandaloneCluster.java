package io.sluice.spark.cluster;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Master and Workers of Spark's, each a process of its own, on free ports of the loopback interface, each worker at an address
 * of its own where the machine has several, so that Spark takes them for machines. They are gone when this is
 * closed, and also when this JVM dies before. Thread-safe.
 */
public final class StandaloneCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

    private final SparkHome home;
    private final Path directory;
    private final Size size;
    private final SparkProcess master;
    private final String url;

    // guarded by this
    private final List<SparkProcess> workers = new ArrayList<>();
    private int started;

    /**
     * How large a cluster is.
     *
     * @param memoryMb of each worker, for its executors and drivers
     */
    public record Size(int workers, int coresEach, int memoryMb) {}

    private StandaloneCluster(SparkHome home, Path directory, Size size) {
        this.home = home;
        this.directory = directory;
        this.size = size;
        this.master = process("master", Hosts.of(0), "org.apache.spark.deploy.master.Master", List.of());
        try {
            Matcher line = MASTER.matcher(master.awaitLine("Starting Spark master at", PATIENCE));
            if (!line.find()) {
                throw new AssertionError("the master did not say where it is:\n" + master.lastLines());
            }
            this.url = line.group(1);
            master.awaitLine("I have been elected leader", PATIENCE);
        } catch (AssertionError failed) {
            master.close();
            throw failed;
        }
    }

    /**
     * Starts one, and waits until all of it is ready.
     *
     * @param directory for logs, and for what executors and drivers leave
     */
    public static StandaloneCluster start(SparkHome home, Path directory, Size size) {
        StandaloneCluster cluster = new StandaloneCluster(home, directory.toAbsolutePath(), size);
        try {
            for (int i = 0; i < size.workers(); i++) {
                cluster.launchWorker();
            }
            cluster.workers().forEach(StandaloneCluster::awaitReady);
            return cluster;
        } catch (AssertionError failed) {
            cluster.close();
            throw failed;
        }
    }

    private SparkProcess process(String name, String host, String main, List<String> more) {
        List<String> line = new ArrayList<>(List.of(main, "--host", host, "--port", "0", "--webui-port", "0"));
        line.addAll(more);
        Map<String, String> environment = new HashMap<>(home.environment());
        environment.put("SPARK_LOCAL_IP", host);
        List<String> options = List.of("-Xmx192m", "-XX:+UseSerialGC", "-Dspark.master.rest.enabled=false");
        return SparkProcess.start(name, directory.resolve(name + ".log"), environment, home.classPath(), options, line);
    }

    private synchronized SparkProcess launchWorker() {
        String host = Hosts.of(started);
        String name = "worker-" + started++;
        SparkProcess worker = process(
                name,
                host,
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                        "--cores",
                        Integer.toString(size.coresEach()),
                        "--memory",
                        size.memoryMb() + "m",
                        "--work-dir",
                        directory.resolve(name).toString(),
                        url));
        workers.add(worker);
        return worker;
    }

    private static void awaitReady(SparkProcess worker) {
        worker.awaitLine("Successfully registered with master", PATIENCE);
    }

    /** Starts another worker, and waits until the master knows it. */
    public SparkProcess startWorker() {
        SparkProcess worker = launchWorker();
        awaitReady(worker);
        return worker;
    }

    /** What programs call it, {@code spark://127.0.0.1:port}. */
    public String url() {
        return url;
    }

    public SparkHome home() {
        return home;
    }

    public Path directory() {
        return directory;
    }

    public SparkProcess master() {
        return master;
    }

    /** The workers that were started, the dead ones too. */
    public synchronized List<SparkProcess> workers() {
        return List.copyOf(workers);
    }

    /** The executors that run now, of all programs. */
    public List<ProcessHandle> executors() {
        return running("org.apache.spark.executor.CoarseGrainedExecutorBackend").toList();
    }

    /** The drivers of programs that were submitted in cluster mode. */
    public List<ProcessHandle> drivers() {
        return running("org.apache.spark.deploy.worker.DriverWrapper").toList();
    }

    private Stream<ProcessHandle> running(String main) {
        return workers().stream()
                .flatMap(worker -> worker.children().stream())
                .filter(process -> CommandLines.of(process).contains(main));
    }

    /** The worker that has started a process; it is a test's mistake to ask for one that none has. */
    public SparkProcess workerOf(ProcessHandle process) {
        Optional<SparkProcess> worker = workers().stream()
                .filter(candidate -> candidate.children().contains(process))
                .findFirst();
        return worker.orElseThrow(() -> new AssertionError("no worker has started process " + process.pid()));
    }

    /** Kills a worker and what it runs, as a machine that is lost. */
    public void loseWorker(SparkProcess worker) {
        List<ProcessHandle> with = worker.children();
        worker.kill();
        with.forEach(ProcessHandle::destroyForcibly);
    }

    /** The last lines of every log, for a failed test. */
    public String logs() {
        return Stream.concat(Stream.of(master), workers().stream())
                        .map(SparkProcess::lastLines)
                        .collect(joining("\n"))
                + ExecutorLogs.below(directory);
    }

    @Override
    public void close() {
        workers().forEach(SparkProcess::close);
        master.close();
    }
}
