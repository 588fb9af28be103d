package io.sluice.testkit;

import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.streaming.event.StreamingListenerBatchStarted;
import io.sluice.streaming.event.StreamingListenerBatchSubmitted;
import io.sluice.streaming.event.StreamingListenerEvent;
import io.sluice.streaming.event.StreamingListenerOutputOperationCompleted;
import io.sluice.streaming.event.StreamingListenerOutputOperationStarted;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import io.sluice.streaming.event.StreamingListenerReceiverStopped;
import io.sluice.streaming.event.StreamingListenerStreamingStarted;
import java.util.ArrayList;
import java.util.List;

/** Keeps every event that it hears. Thread-safe. */
public final class ListenerRecorder implements StreamingListener {
    private final List<StreamingListenerEvent> heard = new ArrayList<>();

    /** Every event, in the order in which it was heard. */
    public synchronized List<StreamingListenerEvent> events() {
        return List.copyOf(heard);
    }

    /** The events of one kind, in order. */
    public <E extends StreamingListenerEvent> List<E> events(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Waits until so many events of one kind were heard: for events that come from the program's own threads, such as those
     * of receivers.
     *
     * @return the last of them
     */
    public synchronized <E extends StreamingListenerEvent> E await(Class<E> kind, int count)
            throws InterruptedException {
        while (events(kind).size() < count) {
            wait();
        }
        return events(kind).get(count - 1);
    }

    private synchronized void hear(StreamingListenerEvent event) {
        heard.add(event);
        notifyAll();
    }

    @Override
    public void onStreamingStarted(StreamingListenerStreamingStarted event) {
        hear(event);
    }

    @Override
    public void onReceiverStarted(StreamingListenerReceiverStarted event) {
        hear(event);
    }

    @Override
    public void onReceiverError(StreamingListenerReceiverError event) {
        hear(event);
    }

    @Override
    public void onReceiverStopped(StreamingListenerReceiverStopped event) {
        hear(event);
    }

    @Override
    public void onBatchSubmitted(StreamingListenerBatchSubmitted event) {
        hear(event);
    }

    @Override
    public void onBatchStarted(StreamingListenerBatchStarted event) {
        hear(event);
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted event) {
        hear(event);
    }

    @Override
    public void onOutputOperationStarted(StreamingListenerOutputOperationStarted event) {
        hear(event);
    }

    @Override
    public void onOutputOperationCompleted(StreamingListenerOutputOperationCompleted event) {
        hear(event);
    }
}
