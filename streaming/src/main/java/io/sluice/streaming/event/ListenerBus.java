package io.sluice.streaming.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to listeners, in order, on one thread that exists while there is something to bring. Thread-safe. */
public final class ListenerBus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerBus.class);
    private static final long DRAIN_SECONDS = 10;

    private final List<StreamingListener> listeners = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor courier;

    public ListenerBus() {
        courier = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "sluice-streaming-events");
            thread.setDaemon(true);
            return thread;
        });
        courier.allowCoreThreadTimeOut(true);
    }

    public void add(StreamingListener listener) {
        listeners.add(listener);
    }

    public void remove(StreamingListener listener) {
        listeners.remove(listener);
    }

    /** Whether anybody listens; if not, events need not be made. */
    public boolean hasListeners() {
        return !listeners.isEmpty();
    }

    /** Brings an event to everyone who listens now or by then; after the end, to nobody. */
    public void post(StreamingListenerEvent event) {
        if (listeners.isEmpty()) {
            return;
        }
        try {
            courier.execute(() -> listeners.forEach(listener -> deliver(event, listener)));
        } catch (RejectedExecutionException closed) {
            LOG.debug("Nobody hears {} any more", event);
        }
    }

    /** Waits until everything posted before has been delivered. */
    public void flush() {
        try {
            ((ExecutorService) courier).submit(() -> {}).get();
        } catch (RejectedExecutionException | java.util.concurrent.ExecutionException closed) {
            LOG.debug("Nothing is left to deliver");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void deliver(StreamingListenerEvent event, StreamingListener listener) {
        try {
            dispatch(event, listener);
        } catch (RuntimeException | Error thrown) {
            LOG.warn("Listener {} failed on {}", listener, event, thrown);
        }
    }

    private static void dispatch(StreamingListenerEvent event, StreamingListener listener) {
        if (event instanceof StreamingListenerBatchSubmitted it) {
            listener.onBatchSubmitted(it);
        } else if (event instanceof StreamingListenerBatchStarted it) {
            listener.onBatchStarted(it);
        } else if (event instanceof StreamingListenerBatchCompleted it) {
            listener.onBatchCompleted(it);
        } else if (event instanceof StreamingListenerOutputOperationStarted it) {
            listener.onOutputOperationStarted(it);
        } else if (event instanceof StreamingListenerOutputOperationCompleted it) {
            listener.onOutputOperationCompleted(it);
        } else if (event instanceof StreamingListenerStreamingStarted it) {
            listener.onStreamingStarted(it);
        } else if (event instanceof StreamingListenerReceiverStarted it) {
            listener.onReceiverStarted(it);
        } else if (event instanceof StreamingListenerReceiverError it) {
            listener.onReceiverError(it);
        } else if (event instanceof StreamingListenerReceiverStopped it) {
            listener.onReceiverStopped(it);
        }
    }

    /** Delivers what was posted, and ends the thread. */
    @Override
    public void close() {
        courier.shutdown();
        try {
            if (!courier.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                courier.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            courier.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
