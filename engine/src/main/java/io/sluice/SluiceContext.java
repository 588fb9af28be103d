package io.sluice;

import static java.util.Objects.requireNonNull;

import io.sluice.engine.Engine;
import io.sluice.engine.EngineProvider;
import io.sluice.engine.Job;
import io.sluice.engine.JobInfo;
import io.sluice.engine.PartitionFunction;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.Source;
import io.sluice.operator.Origin;
import io.sluice.storage.DirectorySave;
import io.sluice.time.SystemClock;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Where RDD programs begin: makes RDDs, broadcasts and accumulators, and owns the engine that runs their jobs. Thread-safe;
 * any number of contexts may live in one JVM. Close it to give back its threads, files and memory.
 *
 * <p>It belongs to the program, not to tasks: it is {@code Serializable} only in order to say so when a function that
 * captured it is sent to a task.
 */
public final class SluiceContext implements Datasets, SharedVariables, JobControl, AutoCloseable, Serializable {
    /** The version of Sluice. */
    public static final String VERSION = "0.1.0";

    private final transient SluiceConf conf;
    private final transient Engine engine;
    private final transient AsyncActions asyncActions;
    private final int configuredParallelism;
    private final transient Instant startTime = new SystemClock().now();
    private final transient AtomicInteger nodeIds = new AtomicInteger();
    private final transient AtomicLong jobIds = new AtomicLong();
    private final transient AtomicLong broadcastIds = new AtomicLong();
    private final transient AtomicLong accumulatorIds = new AtomicLong();
    private final transient PersistedRdds persisted = new PersistedRdds();
    private final transient SharedFiles files = new SharedFiles();
    private final transient Set<Path> swept = ConcurrentHashMap.newKeySet();
    private final transient KeptResources kept = new KeptResources();

    @SuppressWarnings(
            "ThreadLocalUsage") // one a context, and contexts are few: properties of one must not reach another
    private final transient InheritableThreadLocal<Map<String, String>> properties = new LocalProperties();

    @SuppressWarnings("ThreadLocalUsage") // as above
    private final transient ThreadLocal<CallSite> callSite = new ThreadLocal<>();

    private transient volatile String checkpointDir;
    private volatile boolean stopped;

    /** A context with the settings of the JVM's system properties. */
    public SluiceContext() {
        this(new SluiceConf());
    }

    /**
     * A context with the given settings, of which it takes a copy.
     *
     * @throws StreamException {@code UNKNOWN_SETTING} or {@code INVALID_SETTING}; nothing is left running then
     */
    public SluiceContext(SluiceConf conf) {
        this(requireNonNull(conf, "conf").checked(), SluiceContext::engineFor);
    }

    /** For modules that bring an engine of their own, which the context closes when it is closed. */
    public SluiceContext(SluiceConf conf, Engine engine) {
        this(requireNonNull(conf, "conf").checked(), checked -> requireNonNull(engine, "engine"));
    }

    private SluiceContext(SluiceConf checked, Function<SluiceConf, Engine> engineFor) {
        this.conf = checked;
        this.configuredParallelism = Math.toIntExact(checked.get(EngineSettings.DEFAULT_PARALLELISM));
        this.engine = engineFor.apply(checked);
        this.asyncActions = new AsyncActions(engine);
        this.conf.jars().forEach(files::addJar);
    }

    public SluiceContext(String master, String appName) {
        this(master, appName, new SluiceConf());
    }

    public SluiceContext(String master, String appName, SluiceConf conf) {
        this(conf.clone().setMaster(master).setAppName(appName));
    }

    /**
     * Like {@link #SluiceContext(String, String)}.
     *
     * @param home as {@link SluiceConf#setSparkHome} takes it
     * @param jarFile as {@link SluiceConf#setJars} takes it
     */
    public SluiceContext(String master, String appName, String home, String jarFile) {
        this(master, appName, home, new String[] {jarFile});
    }

    /** {@link #SluiceContext(String, String, String, String[], Map)}, with nothing in the environment. */
    public SluiceContext(String master, String appName, String home, String[] jars) {
        this(master, appName, home, jars, Map.of());
    }

    /**
     * Like {@link #SluiceContext(String, String)}.
     *
     * @param home as {@link SluiceConf#setSparkHome} takes it
     * @param jars as {@link SluiceConf#setJars} takes them
     * @param environment as {@link SluiceConf#setExecutorEnv(Map)} takes it
     */
    public SluiceContext(String master, String appName, String home, String[] jars, Map<String, String> environment) {
        this(master, appName, new SluiceConf().setSparkHome(home).setJars(jars).setExecutorEnv(environment));
    }

    private static Engine engineFor(SluiceConf conf) {
        String master = conf.get(EngineSettings.MASTER);
        for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, SluiceContext.class.getClassLoader())) {
            if (provider.serves(master)) {
                return provider.create(conf);
            }
        }
        throw new StreamException(
                ErrorCode.INVALID_SETTING,
                "No engine on the class path runs on master '%s'.".formatted(master),
                "Use local, local[n], local[*] or local[n,f]; a Spark master needs the module sluice-spark.");
    }

    // ---- datasets

    @Override
    public <T> Rdd<T> fromSource(PartitionedSource<T> source) {
        return new Rdd<>(this, source(source));
    }

    <T> Source<T> source(PartitionedSource<T> source) {
        return new Source<>(origin(), source);
    }

    /** The records of all datasets, with duplicates; of none, an empty RDD. */
    public <T> Rdd<T> union(List<Rdd<T>> rdds) {
        return rdds.isEmpty() ? emptyRDD() : united(rdds);
    }

    /** The records of all datasets, of which there is at least one, with duplicates. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <T> Rdd<T> union(Rdd<T>... rdds) {
        return united(Arrays.asList(rdds));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <K, V> PairRdd<K, V> union(PairRdd<K, V>... rdds) {
        return united(Arrays.asList(rdds));
    }

    public DoubleRdd union(DoubleRdd... rdds) {
        return united(Arrays.asList(rdds));
    }

    private <T, R extends RddLike<T, R>> R united(List<R> rdds) {
        if (rdds.isEmpty()) {
            throw new IllegalArgumentException("union needs at least one RDD");
        }
        R first = rdds.get(0);
        return rdds.size() == 1
                ? first
                : first.with(Unions.of(this, rdds.stream().map(RddLike::lineage).toList()));
    }

    // ---- shared variables

    @Override
    public <T> Broadcast<T> broadcast(T value) {
        requireRunning();
        return engine.broadcast(broadcastIds.getAndIncrement(), value);
    }

    @Override
    public void register(AccumulatorV2<?, ?> accumulator, String name) {
        engine.ownAccumulator(registered(accumulator, name));
    }

    <A extends AccumulatorV2<?, ?>> A registered(A accumulator, String name) {
        requireRunning();
        accumulator.registered(accumulatorIds.getAndIncrement(), name);
        return accumulator;
    }

    // ---- jobs

    @Override
    public void setLocalProperty(String key, String value) {
        if (value == null) {
            properties.get().remove(key);
        } else {
            properties.get().put(key, value);
        }
    }

    @Override
    public String getLocalProperty(String key) {
        return properties.get().get(key);
    }

    /** Cancels as the jobs themselves asked for: with an interrupt, or without. */
    void cancelAsAsked(Predicate<JobInfo> which, String reason) {
        engine.cancel(which.and(job -> job.property(JobInfo.INTERRUPT).isPresent()), reason, true);
        engine.cancel(which, reason, false);
    }

    /** Cancels the running jobs that {@code which} picks, for a reason that their errors give. */
    public void cancelJobs(Predicate<JobInfo> which, String reason) {
        engine.cancel(which, reason, true);
    }

    /** Runs {@code function} on some partitions of an RDD: what every action stands on. */
    public <T, R> List<R> runJob(RddLike<T, ?> rdd, PartitionFunction<T, R> function, List<Integer> partitions) {
        return run(rdd.lineage(), function, partitions);
    }

    /** Runs {@code function} on every partition of an RDD; results in the order of partitions. */
    public <T, R> List<R> runJob(RddLike<T, ?> rdd, PartitionFunction<T, R> function) {
        return run(rdd.lineage(), function, all(rdd.lineage().numPartitions()));
    }

    <T, R> List<R> run(Lineage<T> lineage, PartitionFunction<T, R> function, List<Integer> partitions) {
        requireRunning();
        return engine.run(new Job<>(lineage, partitions, function, nextJob()));
    }

    private JobInfo nextJob() {
        return new JobInfo(jobIds.getAndIncrement(), site(), properties.get());
    }

    /** Runs an action on a thread of its own, for the line and with the properties of this call. */
    <T, R> FutureAction<R> async(Lineage<T> lineage, Function<Jobs<T>, R> action) {
        requireRunning();
        CallSite site = site();
        Map<String, String> carried = Map.copyOf(properties.get());
        return asyncActions.start(lineage, () -> new JobInfo(jobIds.getAndIncrement(), site, carried), action);
    }

    /** What runs now. */
    public StatusTracker statusTracker() {
        return new StatusTracker(engine);
    }

    /** The persisted RDDs by id. */
    public Map<Integer, Rdd<?>> getPersistentRDDs() {
        return persisted.all();
    }

    static List<Integer> all(int partitions) {
        return IntStream.range(0, partitions).boxed().toList();
    }

    /**
     * Does something in the name of a line of the program: nodes and jobs made meanwhile, on this thread, point there. For
     * layers on top, which know the line from long before.
     */
    public <R> R at(CallSite site, Supplier<R> work) {
        CallSite before = callSite.get();
        callSite.set(site);
        try {
            return work.get();
        } finally {
            if (before == null) {
                callSite.remove();
            } else {
                callSite.set(before);
            }
        }
    }

    /**
     * What errors and job descriptions of the calling thread call the place in the program, instead of its line, until
     * {@link #clearCallSite}. Threads that are started meanwhile do not have it.
     */
    public void setCallSite(String shortCallSite) {
        callSite.set(new CallSite(requireNonNull(shortCallSite, "shortCallSite"), ""));
    }

    /** Has errors and job descriptions of the calling thread point to the program's lines again. */
    public void clearCallSite() {
        callSite.remove();
    }

    Origin origin() {
        requireRunning();
        if (TaskContext.get() != null) {
            throw new StreamException(
                    ErrorCode.JOB_IN_TASK,
                    "%s was called inside a task.".formatted(CallSite.here()),
                    "Transform RDDs in the program, not in functions given to other RDDs: join the two, or broadcast one.");
        }
        return new Origin(nodeIds.getAndIncrement(), site());
    }

    private CallSite site() {
        CallSite given = callSite.get();
        return given != null ? given : CallSite.here();
    }

    // ---- files

    /**
     * Makes a local file known by its last name: for {@link #getFile} here, and for {@link TaskContext#getFile} in tasks, to
     * whose machines it is sent.
     */
    public void addFile(String path) {
        addFile(path, false);
    }

    /**
     * Like {@link #addFile(String)}.
     *
     * @param recursive whether {@code path} may be a directory; Spark sends none to other machines
     */
    public void addFile(String path, boolean recursive) {
        engine.addFile(files.addFile(path, recursive));
    }

    /** The paths that were added. */
    public List<String> listFiles() {
        return files.files();
    }

    /**
     * Where a file that was added is, in the program itself.
     *
     * @param name the last name of its path
     */
    public String getFile(String name) {
        return files.find(name);
    }

    /**
     * Sends a jar to tasks that begin later, if they run in other processes; in this one only what is on the class path already
     * can be used.
     */
    public void addJar(String path) {
        files.addJar(path);
        engine.addJar(path);
    }

    /** The jars that were added. */
    public List<String> jars() {
        return files.jars();
    }

    /** The jar that a class came from, as {@link #addJar} takes it; none if it came from elsewhere. */
    public static String[] jarOfClass(Class<?> type) {
        return SharedFiles.jarOf(type).stream().toArray(String[]::new);
    }

    /** {@link #jarOfClass} of an object's class. */
    public static String[] jarOfObject(Object object) {
        return jarOfClass(object.getClass());
    }

    // ---- the context itself

    /** Where {@link RddLike#checkpoint()} writes; a directory that is made when needed. */
    public void setCheckpointDir(String directory) {
        checkpointDir = requireNonNull(directory, "directory");
    }

    public Optional<String> getCheckpointDir() {
        return Optional.ofNullable(checkpointDir);
    }

    String requireCheckpointDir() {
        if (checkpointDir == null) {
            throw new IllegalStateException("checkpoint() needs a directory: call setCheckpointDir first");
        }
        return checkpointDir;
    }

    /** A copy of the settings in force. */
    public SluiceConf getConf() {
        return conf.clone();
    }

    /** The settings in force, not copied. */
    public ReadOnlySluiceConf getReadOnlyConf() {
        return conf;
    }

    public String master() {
        return conf.get(EngineSettings.MASTER);
    }

    public String appName() {
        return conf.get(EngineSettings.APP_NAME);
    }

    public boolean isLocal() {
        return master().startsWith("local") && !master().startsWith("local-cluster");
    }

    /** Who runs the program: what the environment has under {@code SPARK_USER}, else the user of the JVM's process. */
    public String sparkUser() {
        return Optional.ofNullable(System.getenv("SPARK_USER")).orElseGet(() -> System.getProperty("user.name"));
    }

    public Instant startTime() {
        return startTime;
    }

    public String version() {
        return VERSION;
    }

    @Override
    public int defaultParallelism() {
        return engine.defaultParallelism();
    }

    /** What {@code sluice.default.parallelism} says, 0 if nothing. */
    int configuredParallelism() {
        return configuredParallelism;
    }

    @Override
    public int defaultMinPartitions() {
        return Math.min(defaultParallelism(), 2);
    }

    /** What runs the context's jobs: for modules that bring engines. */
    public Engine engine() {
        return engine;
    }

    /** Removes what a crash of an earlier program has left where a save goes; once for each directory. */
    void sweepBeside(Path target) {
        Path directory = target.toAbsolutePath().normalize().getParent();
        if (directory != null && swept.add(directory)) {
            DirectorySave.sweep(directory);
        }
    }

    PersistedRdds persisted() {
        return persisted;
    }

    /**
     * What a connector keeps from job to job, such as connections: made when it is first asked for under a key, and closed when
     * the context stops. The key tells its type.
     */
    public <R extends AutoCloseable> R keep(Object key, Supplier<R> make) {
        requireRunning();
        return kept.get(requireNonNull(key, "key"), requireNonNull(make, "make"));
    }

    /**
     * How much is logged from now on, in the whole JVM, if the logging back end is Logback or that of the JDK.
     *
     * @param logLevel ALL, TRACE, DEBUG, INFO, WARN, ERROR, FATAL or OFF
     */
    public void setLogLevel(String logLevel) {
        LogLevel.set(logLevel);
    }

    /** Whether it can run no more jobs: it was stopped, or the cluster below it is gone. */
    public boolean isStopped() {
        return stopped || engine.isLost();
    }

    private void requireRunning() {
        if (stopped) {
            throw new IllegalStateException("the context '%s' is stopped".formatted(appName()));
        }
    }

    /** Cancels what runs and gives everything back. Calling it again does nothing. */
    public void stop() {
        stopped = true;
        engine.close();
        asyncActions.close();
        kept.close();
    }

    @Override
    public void close() {
        stop();
    }

    private Object writeReplace() throws ObjectStreamException {
        throw new NotSerializableException(
                "the SluiceContext belongs to the program, and a function given to an RDD or DStream captured it; in a function use TaskContext, broadcasts and accumulators");
    }

    /** Each thread starts with a copy of what the thread that made it had. */
    private static final class LocalProperties extends InheritableThreadLocal<Map<String, String>> {
        @Override
        protected Map<String, String> initialValue() {
            return new HashMap<>();
        }

        @Override
        protected Map<String, String> childValue(Map<String, String> parent) {
            return new HashMap<>(parent);
        }
    }
}
