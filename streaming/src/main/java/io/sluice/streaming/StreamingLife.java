package io.sluice.streaming;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.batch.BatchCycle;
import io.sluice.streaming.batch.BatchSettings;
import io.sluice.streaming.checkpoint.Journal;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerStreamingStarted;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.streaming.rate.Backpressure;
import io.sluice.time.StreamClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a streaming context: initialized, active, stopped, in that order. Thread-safe. */
final class StreamingLife {
    private static final Logger LOG = LoggerFactory.getLogger(StreamingContext.class);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration LEAST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LETTING_GO = Duration.ofMinutes(2);

    private final SluiceContext context;
    private final StreamGraph graph;
    private final StreamClock clock;
    private final ListenerBus events;
    private final Checkpointing checkpointing;
    private final Object starting = new Object();
    private volatile StreamingContextState state = StreamingContextState.INITIALIZED;
    private volatile BatchCycle cycle;
    private volatile Throwable startFailure;
    private volatile Optional<Backpressure> backpressure = Optional.empty();
    private Runnable takeBackShutdown = () -> {};

    StreamingLife(
            SluiceContext context,
            StreamGraph graph,
            StreamClock clock,
            ListenerBus events,
            Checkpointing checkpointing) {
        this.context = context;
        this.graph = graph;
        this.clock = clock;
        this.events = events;
        this.checkpointing = checkpointing;
    }

    StreamingContextState state() {
        return state;
    }

    Optional<BatchCycle> cycle() {
        return Optional.ofNullable(cycle);
    }

    /** What limits the sources of a started context; none if nothing does. */
    Optional<Backpressure> backpressure() {
        return backpressure;
    }

    /** What the program promises from end to end. */
    List<String> guarantees() {
        return new Guarantees(graph, checkpointing.directory().isPresent()).lines();
    }

    void start() {
        synchronized (starting) {
            switch (state) {
                case ACTIVE -> LOG.warn("The streaming context is started already");
                case STOPPED ->
                    throw new IllegalStateException(
                            "the streaming context is stopped and cannot be started again: make another one");
                case INITIALIZED -> startNow();
                default -> throw new AssertionError(state);
            }
        }
    }

    private void startNow() {
        graph.freeze();
        try {
            graph.validate();
            new Guarantees(graph, checkpointing.directory().isPresent()).log();
            SluiceConf conf = context.getConf();
            addListeners(conf.get(StreamingSettings.EXTRA_LISTENERS));
            backpressure = Backpressuring.of(graph, conf);
            Optional<Journal> journal = checkpointing.open(this::rates);
            journal.flatMap(Journal::before)
                    .ifPresent(history -> backpressure.ifPresent(rates -> rates.restore(history.rates())));
            backpressure.ifPresent(rates -> {
                events.add(rates);
                rates.begin();
            });
            Allocating.of(graph, context, clock).ifPresent(events::add);
            BatchCycle fresh = new BatchCycle(graph, settings(conf), clock, events, journal);
            cycle = fresh;
            fresh.start();
        } catch (RuntimeException | Error invalid) {
            startFailure = invalid;
            state = StreamingContextState.STOPPED;
            cycle().ifPresent(begun -> begun.stop(StopMode.NOW, Duration.ZERO));
            events.close();
            throw invalid;
        }
        state = StreamingContextState.ACTIVE;
        takeBackShutdown = context.engine().atShutdown(this::stopAtShutdown, shutdownLimit());
        events.post(new StreamingListenerStreamingStarted(clock.millis()));
    }

    private Map<String, Double> rates() {
        return backpressure.map(Backpressure::rates).orElse(Map.of());
    }

    private BatchSettings settings(SluiceConf conf) {
        return new BatchSettings(
                graph.batchInterval(),
                Math.toIntExact(conf.get(StreamingSettings.CONCURRENT_JOBS)),
                Math.toIntExact(conf.get(StreamingSettings.MAX_QUEUED_BATCHES)),
                conf.get(StreamingSettings.UNPERSIST),
                conf.get(StreamingSettings.ON_BATCH_FAILURE));
    }

    private void addListeners(String classNames) {
        Arrays.stream(classNames.split(",", -1))
                .map(String::trim)
                .filter(className -> !className.isEmpty())
                .forEach(className -> events.add(listener(className)));
    }

    private static StreamingListener listener(String className) {
        try {
            return Class.forName(className, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(StreamingListener.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException unusable) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "%s names %s, which cannot be made a listener: %s"
                            .formatted(StreamingSettings.EXTRA_LISTENERS.key(), className, unusable),
                    "Name a public class that implements StreamingListener and has a constructor without arguments.",
                    unusable);
        }
    }

    boolean await(long nanos) throws InterruptedException {
        BatchCycle current = cycle;
        if (current == null) {
            return awaitBeforeStart();
        }
        boolean over = current.termination().awaitEnd(nanos);
        current.termination().failure().ifPresent(StreamingLife::rethrow);
        return over;
    }

    private boolean awaitBeforeStart() {
        if (startFailure != null) {
            rethrow(startFailure);
        }
        if (state == StreamingContextState.INITIALIZED) {
            throw new IllegalStateException("the streaming context is not started: call start before awaiting its end");
        }
        return true;
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** Ends the program; true if everything was done that the mode says, or the program was over before. */
    boolean stop(boolean stopContext, StopMode mode, Duration timeout) {
        if (Thread.currentThread().getName().equals("sluice-streaming-events")) {
            throw new IllegalStateException("a listener cannot stop the context that it listens to: it would wait for"
                    + " itself; stop it from another thread");
        }
        boolean done = true;
        synchronized (starting) {
            if (state == StreamingContextState.STOPPED) {
                LOG.debug("The streaming context is stopped already");
            } else {
                graph.freeze();
                done = cycle().map(running -> stopCycle(running, mode, timeout)).orElse(true);
                state = StreamingContextState.STOPPED;
                events.close();
                takeBackShutdown.run();
            }
        }
        if (stopContext) {
            context.stop();
        }
        return done;
    }

    private static boolean stopCycle(BatchCycle running, StopMode mode, Duration timeout) {
        boolean done = running.stop(mode, timeout);
        if (!done && mode != StopMode.NOW) {
            LOG.warn("The stop, {}, took longer than {} and was cut short", mode, timeout);
        }
        return done;
    }

    /** How long a stop may take if the program does not say. */
    Duration timeout(StopMode mode) {
        return switch (mode) {
            case NOW -> GRACE;
            case AFTER_BATCH -> orTenBatches(context.getConf().get(StreamingSettings.STOP_TIMEOUT));
            case DRAIN -> orTenBatches(context.getConf().get(StreamingSettings.GRACEFUL_STOP_TIMEOUT));
        };
    }

    private Duration orTenBatches(Duration timeout) {
        if (!timeout.isZero()) {
            return timeout;
        }
        Duration tenBatches = graph.batchInterval().multipliedBy(10);
        return tenBatches.compareTo(LEAST_TIMEOUT) > 0 ? tenBatches : LEAST_TIMEOUT;
    }

    private void stopAtShutdown() {
        StopMode mode = modeAtShutdown();
        stop(false, mode, timeout(mode));
    }

    private StopMode modeAtShutdown() {
        boolean drains = context.getConf().get(StreamingSettings.STOP_GRACEFULLY_ON_SHUTDOWN);
        return drains ? StopMode.DRAIN : StopMode.AFTER_BATCH;
    }

    /** A stop that has run out of time still has what runs let go. */
    private Duration shutdownLimit() {
        return timeout(modeAtShutdown()).plus(LETTING_GO);
    }
}
