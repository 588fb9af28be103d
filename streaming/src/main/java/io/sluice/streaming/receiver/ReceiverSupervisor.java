package io.sluice.streaming.receiver;

import io.sluice.embedded.memory.SizeEstimator;
import io.sluice.streaming.source.InputReports;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Starts a receiver, and stops and starts it again when it asks for it or fails, until it is closed. One thread watches; the
 * receiver's {@code onStart} and {@code onStop} are called on others, so that one that blocks holds up nothing for ever.
 */
final class ReceiverSupervisor<T> {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Duration SLACK = Duration.ofSeconds(4);

    private final Receiver<T> receiver;
    private final BlockIntake<T> intake;
    private final InputReports reports;
    private final RestartDelay delays;
    private final CancellableWait rest;
    private final String threadName;
    private final Thread watcher;

    // guarded by this
    private boolean running;
    private boolean closing;
    private Duration stopLimit = STOP_LIMIT;
    private Request request;

    /** Why a run ends, and how long to rest then. */
    private record Request(Optional<Duration> delay) {}

    ReceiverSupervisor(
            Receiver<T> receiver,
            BlockIntake<T> intake,
            InputReports reports,
            RestartDelay delays,
            CancellableWait rest) {
        this.receiver = receiver;
        this.intake = intake;
        this.reports = reports;
        this.delays = delays;
        this.rest = rest;
        this.threadName = "sluice-receiver-" + reports.streamId();
        this.watcher = new Thread(this::watch, threadName);
        this.watcher.setDaemon(true);
    }

    void start() {
        watcher.start();
    }

    BlockIntake<T> intake() {
        return intake;
    }

    InputReports reports() {
        return reports;
    }

    int streamId() {
        return reports.streamId();
    }

    synchronized boolean isRunning() {
        return running && !closing;
    }

    void storeBlock(Object[] records) {
        if (records.length > 0) {
            long bytes = SizeEstimator.estimate(records);
            intake.add(id -> new RecordBlock<>(id, List.<Object[]>of(records), bytes), records.length, bytes);
        }
    }

    void storeEncoded(byte[] encoded) {
        intake.add(id -> new EncodedBlock<>(id, encoded), 0, encoded.length);
    }

    /** Has the run that is on end, and after a rest another one begin. Only the first request of a run counts. */
    void request(String message, Throwable error, Optional<Duration> delay) {
        synchronized (this) {
            if (!running || closing || request != null) {
                return;
            }
            request = new Request(delay);
            notifyAll();
        }
        reports.error(message, error);
    }

    // ---- the watching thread

    private void watch() {
        try {
            boolean goOn = true;
            while (goOn) {
                goOn = runOnce();
            }
        } catch (Throwable unexpected) {
            reports.error("the thread that watches the receiver died, so it is not started again", unexpected);
        }
    }

    /** One run and the rest after it; false if there is no other. */
    private boolean runOnce() throws InterruptedException {
        long blocksBefore = intake.blocks();
        long startedAt = rest.clock().nanoTime();
        if (!beginRun()) {
            return false;
        }
        reports.started();
        UserCall starting =
                UserCall.start(threadName + "-start", receiver::onStart, thrown -> failed("onStart", thrown));
        Optional<Request> why = awaitRequest();
        endRun(starting);
        if (why.isEmpty()) {
            return false;
        }
        boolean success = intake.blocks() > blocksBefore
                || rest.clock().nanoTime() - startedAt > delays.longest().toNanos();
        Duration usual = delays.after(success);
        return rest.await(why.get().delay().orElse(usual));
    }

    private void failed(String what, Throwable thrown) {
        Throwable failure = ReceiverErrors.failed(reports.name(), what, thrown);
        request(what + " threw " + thrown, failure, Optional.empty());
    }

    private synchronized boolean beginRun() {
        running = !closing;
        request = null;
        return running;
    }

    private synchronized Optional<Request> awaitRequest() throws InterruptedException {
        while (request == null && !closing) {
            wait();
        }
        running = false;
        return closing ? Optional.empty() : Optional.of(request);
    }

    private void endRun(UserCall starting) throws InterruptedException {
        UserCall stopping = UserCall.start(
                threadName + "-stop",
                receiver::onStop,
                thrown -> reports.error(
                        "onStop threw " + thrown, ReceiverErrors.failed(reports.name(), "onStop", thrown)));
        end("onStop", stopping);
        end("onStart", starting);
        reports.stopped();
    }

    private void end(String what, UserCall call) throws InterruptedException {
        Duration limit = stopLimit();
        if (call.await(limit)) {
            return;
        }
        call.interrupt();
        Throwable blocked = ReceiverErrors.blocked(reports.name(), what, limit);
        reports.error(
                call.isOver()
                        ? what + " had to be interrupted"
                        : what + " does not return, not even when interrupted; its thread is left behind",
                blocked);
    }

    private synchronized Duration stopLimit() {
        return stopLimit;
    }

    // ---- the end

    /** From now on the receiver is stopped, and what its threads still throw is no failure. */
    void beginClose(boolean graceful) {
        synchronized (this) {
            closing = true;
            stopLimit = graceful ? STOP_LIMIT : CLOSE_LIMIT;
            notifyAll();
        }
        rest.close();
    }

    /** Waits until the last run has ended; not longer than the receiver's methods are given. */
    void awaitClosed() {
        try {
            watcher.join(stopLimit().multipliedBy(2).plus(SLACK).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
