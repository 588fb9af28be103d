package io.sluice.streaming.receiver;

import io.sluice.engine.LongTask;
import io.sluice.engine.LongTasks;
import io.sluice.error.StreamException;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListenerEvent;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import io.sluice.streaming.rate.RateTarget;
import io.sluice.streaming.source.InputReports;
import io.sluice.streaming.source.StreamSource;
import io.sluice.time.StreamClock;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a receiver run on an executor, and again when that is gone. What the receiver itself does wrong, its supervisor deals
 * with where it runs. Thread-safe.
 */
final class RemoteRuns<T> implements RateTarget {
    private static final Logger LOG = LoggerFactory.getLogger(StreamSource.class);

    // longer than a supervisor waits for its receiver
    private static final Duration GRACEFUL_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(5);

    private final LongTasks tasks;
    private final Tasks task;
    private final RemoteBuffer<T> buffer;
    private final String name;
    private final int streamId;
    private final StreamClock clock;
    private final ListenerBus events;
    private final Duration restartDelay;
    private final CancellableWait rest;

    // guarded by this
    private long run = -1; // none yet
    private Optional<LongTasks.Running> running = Optional.empty();
    private Optional<ReceiverInfo> place = Optional.empty();
    private boolean closing;
    private long rate;

    /** Makes what is run. */
    interface Tasks {
        /** The number of the first run. */
        long firstRun();

        /** The task of a run that may store that many records a second; 0 if nothing is said of that. */
        LongTask of(long run, long rate);

        /** A run was cut off: what it left may still be found. */
        void cutOff(long run);

        Optional<String> host();
    }

    RemoteRuns(
            LongTasks tasks,
            Tasks task,
            RemoteBuffer<T> buffer,
            int streamId,
            String name,
            Duration restartDelay,
            StreamClock clock,
            ListenerBus events) {
        this.tasks = tasks;
        this.task = task;
        this.buffer = buffer;
        this.streamId = streamId;
        this.name = name;
        this.restartDelay = restartDelay;
        this.clock = clock;
        this.events = events;
        this.rest = new CancellableWait(clock);
    }

    synchronized void start() {
        if (!closing) {
            run = run < 0 ? task.firstRun() : run + 1;
            place = Optional.empty();
            running = Optional.of(tasks.start(
                    "Receiver of stream %d: %s".formatted(streamId, name),
                    task.of(run, rate),
                    task.host(),
                    new Line()));
        }
    }

    /** The driver's end of one run. */
    private final class Line implements LongTasks.Driver {
        @Override
        @SuppressWarnings("unchecked") // a receiver of Ts stores blocks of Ts
        public Serializable answer(Serializable message) {
            if (message instanceof ReceiverMessage.Stored stored) {
                stored.blocks().forEach(block -> buffer.add((RemoteBlock<T>) block));
            } else if (message instanceof ReceiverMessage.Happened happened) {
                happened(happened.event());
            }
            return "";
        }

        @Override
        public void ended(Optional<Throwable> failure) {
            if (isOver()) {
                return;
            }
            reports()
                    .error(
                            "the executor that ran it is gone, or the task failed%s; it is started again"
                                    .formatted(failure.map(thrown -> ": " + thrown.getMessage())
                                            .orElse("")),
                            failure.map(thrown -> ReceiverErrors.executorGone(name, thrown))
                                    .orElse(null));
            reports().stopped();
            lookForMore();
            try {
                if (rest.await(restartDelay)) {
                    start();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException refused) {
                reports().error("it cannot be started again: " + refused.getMessage(), refused);
            }
        }
    }

    private void lookForMore() {
        try {
            task.cutOff(currentRun());
        } catch (RuntimeException unreadable) { // whatever it is, the receiver is started again
            String why = unreadable instanceof StreamException known ? known.problem() : unreadable.toString();
            reports().error("what it logged last is not found: " + why, unreadable);
        }
    }

    private synchronized long currentRun() {
        return run;
    }

    /** The executor has its own log, which few people look at. */
    private void happened(StreamingListenerEvent event) {
        if (event instanceof StreamingListenerReceiverStarted started) {
            synchronized (this) {
                place = Optional.of(started.receiverInfo());
            }
        }
        if (event instanceof StreamingListenerReceiverError error) {
            ReceiverInfo info = error.receiverInfo();
            LOG.warn(
                    "Input {} of stream {}, on executor {}: {}",
                    name,
                    streamId,
                    info.executorId(),
                    info.lastErrorMessage());
        }
        events.post(event);
    }

    /** Whether the end of a run was wanted. */
    private synchronized boolean isOver() {
        running = Optional.empty();
        notifyAll();
        return closing;
    }

    /** For what the driver has to say of the receiver. */
    synchronized InputReports reports() {
        return new InputReports(
                streamId,
                name,
                clock,
                events::post,
                place.map(ReceiverInfo::location).orElse(""),
                place.map(ReceiverInfo::executorId).orElse(""));
    }

    @Override
    public synchronized void update(long recordsPerSecond) {
        rate = recordsPerSecond;
        running.ifPresent(on -> on.order(new ReceiverMessage.Rate(recordsPerSecond)));
    }

    /** Gives a run back the room that blocks of its own took. */
    synchronized void processed(long ofRun, long bytes) {
        if (ofRun == run) {
            running.ifPresent(on -> on.order(new ReceiverMessage.Processed(bytes)));
        }
    }

    /** Tells a run of its own that no batch can ask for what it logged in segments before that one. */
    synchronized void unneeded(long ofRun, long segment) {
        if (ofRun == run) {
            running.ifPresent(on -> on.order(new ReceiverMessage.Unneeded(segment)));
        }
    }

    /** Ends the run that is on, and waits for its end. */
    void stop(boolean graceful) {
        rest.close();
        synchronized (this) {
            closing = true;
            running.ifPresent(on -> on.order(new ReceiverMessage.Stop(graceful)));
            if (place.isEmpty()) { // it waits for a core, and has received nothing
                running.ifPresent(LongTasks.Running::cancel);
            }
            if (!awaitEnd(graceful ? GRACEFUL_LIMIT : STOP_LIMIT)) {
                running.ifPresent(LongTasks.Running::cancel);
                awaitEnd(CANCEL_LIMIT);
            }
        }
    }

    private boolean awaitEnd(Duration limit) {
        long deadline = clock.nanoTime() + limit.toNanos();
        try {
            for (long left = limit.toNanos(); running.isPresent() && left > 0; left = deadline - clock.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return running.isEmpty();
    }
}
