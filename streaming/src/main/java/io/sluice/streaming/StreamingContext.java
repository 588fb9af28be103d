package io.sluice.streaming;

import static java.util.Objects.requireNonNull;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.file.FileFormat;
import io.sluice.function.Function;
import io.sluice.function.Function0;
import io.sluice.function.Function2;
import io.sluice.streaming.batch.BatchCycle;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.streaming.graph.StreamNode;
import io.sluice.streaming.graph.TransformNode;
import io.sluice.streaming.receiver.Receiver;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.FileSettings;
import io.sluice.streaming.source.FileSource;
import io.sluice.streaming.source.InputReports;
import io.sluice.streaming.source.SourceContext;
import io.sluice.streaming.source.StreamSource;
import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Where streaming programs begin: makes streams from sources, and runs their outputs once for each batch interval. Spark's
 * {@code JavaStreamingContext}.
 *
 * <p>A context is built on one thread, started once, and stopped once; any number may live in one JVM. The outputs run on
 * threads of the context, and the program waits with {@link #awaitTermination()}, which throws when a batch fails.
 */
public final class StreamingContext implements Sources, AutoCloseable {
    private final SluiceContext context;
    private final StreamGraph graph;
    private final ListenerBus events = new ListenerBus();
    private final StreamClock clock;
    private final Checkpointing checkpointing;
    private final StreamingLife life;
    private final Receiving receiving;

    public StreamingContext(SluiceConf conf, Duration batchInterval) {
        this(new SluiceContext(conf), batchInterval);
    }

    public StreamingContext(String master, String appName, Duration batchInterval) {
        this(new SluiceContext(master, appName), batchInterval);
    }

    /** On a context of {@link SluiceContext#SluiceContext(String, String, String, String)}. */
    public StreamingContext(String master, String appName, Duration batchInterval, String home, String jarFile) {
        this(new SluiceContext(master, appName, home, jarFile), batchInterval);
    }

    /** On a context of {@link SluiceContext#SluiceContext(String, String, String, String[])}. */
    public StreamingContext(String master, String appName, Duration batchInterval, String home, String[] jars) {
        this(new SluiceContext(master, appName, home, jars), batchInterval);
    }

    /** On a context of {@link SluiceContext#SluiceContext(String, String, String, String[], Map)}. */
    public StreamingContext(
            String master,
            String appName,
            Duration batchInterval,
            String home,
            String[] jars,
            Map<String, String> environment) {
        this(new SluiceContext(master, appName, home, jars, environment), batchInterval);
    }

    /** On an existing context, which {@link #stop()} stops too unless told not to. */
    public StreamingContext(SluiceContext context, Duration batchInterval) {
        this(context, batchInterval, new SystemClock());
    }

    /** With a clock of one's own, for tests. */
    public StreamingContext(SluiceContext context, Duration batchInterval, StreamClock clock) {
        this.context = requireNonNull(context, "context");
        this.clock = requireNonNull(clock, "clock");
        this.graph = new StreamGraph(context, requireNonNull(batchInterval, "batchInterval"));
        this.checkpointing = new Checkpointing(graph);
        this.life = new StreamingLife(context, graph, clock, events, checkpointing);
        this.receiving = new Receiving(this);
        String directory = context.getConf().get(StreamingSettings.CHECKPOINT_DIRECTORY);
        if (!directory.isEmpty()) {
            checkpoint(directory);
        }
    }

    // ---- sources

    @Override
    public <T, P extends BatchInput> InputDStream<T> stream(StreamSource<T, P> source) {
        return new SourceDStream<>(this, new InputNode<>(graph, source));
    }

    @Override
    public <T, P extends BatchInput> InputDStream<T> stream(
            java.util.function.Function<SourceContext, StreamSource<T, P>> source) {
        return new SourceDStream<>(this, new InputNode<>(graph, id -> source.apply(sourceContext(id))));
    }

    SourceContext sourceContext(int streamId) {
        return new SourceContext(streamId, context, clock, graph.batchInterval(), events);
    }

    @Override
    public <T> ReceiverInputDStream<T> receiverStream(Receiver<T> receiver) {
        return receiving.from(requireNonNull(receiver, "receiver"));
    }

    @Override
    public <T> InputDStream<T> fileStream(
            String directory, FileFormat<T> format, Function<Path, Boolean> filter, boolean newFilesOnly) {
        FileSettings settings =
                FileSettings.of(graph.batchInterval(), context.getConf().get(StreamingSettings.FILE_MIN_REMEMBER));
        IntFunction<FileSource<T>> source = id -> new FileSource<>(
                directory,
                format,
                filter,
                newFilesOnly,
                settings,
                context,
                clock,
                new InputReports(id, "files " + directory, clock, events));
        return new SourceDStream<>(this, new InputNode<>(graph, source));
    }

    // ---- several streams

    /** The records of all streams; at least one, all sliding alike. */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public final <T> DStream<T> union(DStream<T>... streams) {
        return Combining.union(this, Arrays.asList(streams));
    }

    /** The records of all streams; at least one, all sliding alike. */
    @SafeVarargs
    @SuppressWarnings("varargs") // read only
    public final <K, V> PairDStream<K, V> union(PairDStream<K, V>... streams) {
        return PairDStream.fromDStream(Combining.union(
                this, Arrays.stream(streams).map(PairDStream::toDStream).toList()));
    }

    /** Whatever the function makes of the RDDs of all streams at a time, in the streams' order. */
    public <T> DStream<T> transform(List<DStream<?>> streams, Function2<List<Rdd<?>>, Time, Rdd<T>> function) {
        List<StreamNode<?>> nodes =
                streams.stream().<StreamNode<?>>map(DStreamLike::node).toList();
        return new DStream<>(this, new TransformNode<>(graph, nodes, requireNonNull(function, "function")));
    }

    /** {@link #transform} to a stream of keys and values. */
    public <K, V> PairDStream<K, V> transformToPair(
            List<DStream<?>> streams, Function2<List<Rdd<?>>, Time, io.sluice.PairRdd<K, V>> function) {
        requireNonNull(function, "function");
        return PairDStream.fromDStream(this.<Tuple2<K, V>>transform(
                streams, (rdds, time) -> function.call(rdds, time).toRdd()));
    }

    // ---- settings

    /**
     * Makes the program durable: what batches read, that they are done, and state are kept in a directory, and a program
     * that is started on it later, after a crash too, goes on where this one was. Also where {@link
     * DStreamLike#checkpoint} writes RDDs. Null switches it off.
     *
     * @param directory for this program alone; made if it is not there
     */
    public void checkpoint(String directory) {
        graph.requireNotStarted("checkpoint");
        checkpointing.at(directory);
        if (directory != null) {
            context.setCheckpointDir(directory);
        }
    }

    /** Where {@link #checkpoint(String)} keeps the program; none if it does not. */
    public Optional<String> checkpointDirectory() {
        return checkpointing.directory();
    }

    /**
     * The program that {@code creating} builds, made ready to go on with what the directory holds, or to begin if that is
     * nothing. The function is called in any case, because a checkpoint holds data and no code; whether its program fits
     * is said in the log, as {@link io.sluice.streaming.checkpoint.Verdict} words it, before anything is started.
     *
     * @param checkpointPath the directory; the function need not call {@link #checkpoint(String)}
     * @param creating builds the whole program, up to but without {@link #start()}
     * @throws io.sluice.error.StreamException {@code CHECKPOINT_INCOMPATIBLE} if the program does not fit, with the way
     *     out; {@code CHECKPOINT_CORRUPT} if the directory is damaged
     */
    public static StreamingContext getOrCreate(String checkpointPath, Function0<StreamingContext> creating) {
        return getOrCreate(checkpointPath, creating, false);
    }

    /**
     * Like {@link #getOrCreate(String, Function0)}.
     *
     * @param createOnError whether a directory that is damaged, or that the program does not fit, is put aside, under
     *     its name with {@code .unusable-1} or a later number, and the program begins anew. Damage in the files of state
     *     is found when a batch reads them, and ends the program in any case.
     */
    public static StreamingContext getOrCreate(
            String checkpointPath, Function0<StreamingContext> creating, boolean createOnError) {
        requireNonNull(checkpointPath, "checkpointPath");
        StreamingContext created = Checkpointing.create(creating);
        if (!created.checkpointDirectory().equals(Optional.of(checkpointPath))) {
            created.checkpoint(checkpointPath);
        }
        try {
            created.checkpointing.announce(createOnError);
        } catch (RuntimeException | Error unfit) {
            created.close();
            throw unfit;
        }
        return created;
    }

    /** {@link SluiceContext#jarOfClass} */
    public static String[] jarOfClass(Class<?> type) {
        return SluiceContext.jarOfClass(type);
    }

    /** Keeps the RDDs of every stream for at least that long, for {@link DStreamLike#slice}; once only. */
    public void remember(Duration duration) {
        graph.remember(requireNonNull(duration, "duration"));
    }

    public void addStreamingListener(StreamingListener listener) {
        events.add(requireNonNull(listener, "listener"));
    }

    public void removeStreamingListener(StreamingListener listener) {
        events.remove(listener);
    }

    // ---- life

    @Override
    public SluiceContext sluiceContext() {
        return context;
    }

    public StreamingContextState getState() {
        return life.state();
    }

    /**
     * What the program promises if its process dies at any moment and is started again: a line for each source and each output
     * that it reaches. The same lines are logged at the start.
     */
    public String explain() {
        return String.join("\n", life.guarantees());
    }

    /**
     * Checks the program and starts it. A second call does nothing.
     *
     * @throws io.sluice.error.StreamException {@code GRAPH_INVALID}; the context is stopped then
     * @throws IllegalStateException if it was stopped
     */
    public void start() {
        life.start();
    }

    /**
     * Waits until the context is stopped.
     *
     * @throws io.sluice.error.StreamException {@code BATCH_FAILED} if a batch failed, and that ended the program
     */
    public void awaitTermination() throws InterruptedException {
        life.await(Long.MAX_VALUE);
    }

    /**
     * Waits until the context is stopped, or the time is over.
     *
     * @return whether it is stopped
     */
    public boolean awaitTerminationOrTimeout(long milliseconds) throws InterruptedException {
        return life.await(Duration.ofMillis(milliseconds).toNanos());
    }

    /** Stops at once; the SluiceContext too, unless {@code sluice.streaming.stopSparkContextByDefault} is false. */
    public void stop() {
        stop(context.getConf().get(StreamingSettings.STOP_CONTEXT_BY_DEFAULT));
    }

    public void stop(boolean stopSluiceContext) {
        stop(stopSluiceContext, false);
    }

    /**
     * Ends the program. May be called at any time, also twice.
     *
     * @param stopSluiceContext whether to stop the SluiceContext too
     * @param stopGracefully whether to process everything that was received first
     */
    public void stop(boolean stopSluiceContext, boolean stopGracefully) {
        StopMode mode = stopGracefully ? StopMode.DRAIN : StopMode.NOW;
        life.stop(stopSluiceContext, mode, life.timeout(mode));
    }

    /**
     * Ends the program, and tells how that went. The SluiceContext stops too, unless {@code
     * sluice.streaming.stopSparkContextByDefault} is false. The end of the JVM, as by SIGTERM, does this with {@code AFTER_BATCH},
     * or with {@code DRAIN} if {@code sluice.streaming.stopGracefullyOnShutdown} is set.
     *
     * @param mode what is still done before
     * @param timeout how long that may take; then what runs is cancelled, and {@link #awaitTermination} throws {@code
     *     STOP_TIMED_OUT} unless the mode is {@code NOW}
     * @return false if batches that were to be done, or after {@code NOW} any that were planned, were given up
     */
    public boolean stop(StopMode mode, Duration timeout) {
        boolean stopContext = context.getConf().get(StreamingSettings.STOP_CONTEXT_BY_DEFAULT);
        return life.stop(stopContext, requireNonNull(mode, "mode"), requireNonNull(timeout, "timeout"));
    }

    @Override
    public void close() {
        stop();
    }

    StreamGraph graph() {
        return graph;
    }

    StreamClock clock() {
        return clock;
    }

    ListenerBus events() {
        return events;
    }

    /** The batches of a started context, for tools and tests; none before the start. */
    public Optional<BatchCycle> batches() {
        return life.cycle();
    }
}
