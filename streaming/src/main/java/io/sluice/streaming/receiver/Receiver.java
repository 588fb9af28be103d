package io.sluice.streaming.receiver;

import static java.util.Objects.requireNonNull;

import io.sluice.StorageLevel;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A source of one's own, which pushes records into a stream. Extend it, start threads in {@link #onStart} that call {@link
 * #store}, end them in {@link #onStop}, and hand an instance to {@code StreamingContext.receiverStream}. Spark's
 * {@code Receiver}.
 *
 * <p>A receiver runs on threads of its own and takes no worker from the engine; on a cluster it occupies a core of an executor,
 * and what runs there is a copy of the object as it was at the start. When it fails, or asks for it, it is started
 * again after a delay, the same object, which grows while it fails again without storing anything in between. When more is
 * stored than batches can process, {@code store} waits; after the context has stopped it throws {@link
 * IllegalStateException}, and the record is not stored. A record that was stored belongs to the engine: do not change it.
 *
 * @param <T> the records
 */
public abstract class Receiver<T> implements Serializable {
    private final StorageLevel storageLevel;
    private transient volatile ReceiverSupervisor<T> supervisor;
    private transient boolean taken;

    /**
     * @param storageLevel how received blocks are kept on a cluster, always as bytes; one process has one copy, in memory,
     *     whatever the level says
     */
    protected Receiver(StorageLevel storageLevel) {
        this.storageLevel = requireNonNull(storageLevel, "storageLevel");
    }

    /** Starts whatever receives, on threads of its own, and returns. An exception counts as a failure of the receiver. */
    public abstract void onStart() throws Exception;

    /** Ends what {@link #onStart} started, and returns when it is over. Called once for each start. */
    public abstract void onStop() throws Exception;

    /** The host on which a cluster should run it; the embedded engine has only one. */
    public Optional<String> preferredLocation() {
        return Optional.empty();
    }

    public final StorageLevel storageLevel() {
        return storageLevel;
    }

    // ---- storing

    /** Adds a record to the block that is filling. From any thread; the order of one thread's records is kept. */
    public final void store(T record) {
        attached().intake().add(record);
    }

    /** Stores records as one block, and returns when it is stored. */
    public final void store(Collection<T> records) {
        attached().storeBlock(records.toArray());
    }

    /** Stores records as one block, and returns when it is stored. */
    public final void store(Iterator<T> records) {
        List<T> all = new ArrayList<>();
        records.forEachRemaining(all::add);
        attached().storeBlock(all.toArray());
    }

    /** {@link #store(Iterator)}; what is said of the block is for logs of received data, and the embedded engine keeps none. */
    public final void store(Iterator<T> records, Object metadata) {
        store(records);
    }

    /** Stores a block of serialised records, in the format of {@link RawBlocks}; they are decoded in the batch. */
    public final void store(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        attached().storeEncoded(bytes);
    }

    /** {@link #store(ByteBuffer)}; as for metadata see {@link #store(Iterator, Object)}. */
    public final void store(ByteBuffer encoded, Object metadata) {
        store(encoded);
    }

    // ---- control

    /** Tells listeners and the log of a problem; the receiver goes on. */
    public final void reportError(String message, Throwable error) {
        attached().reports().error(message, error);
    }

    /** Asks for a restart, and returns: the receiver is stopped, rests, and is started. */
    public final void restart(String message) {
        attached().request(message, null, Optional.empty());
    }

    /** {@link #restart(String)} because of an error. */
    public final void restart(String message, Throwable error) {
        attached().request(message, error, Optional.empty());
    }

    /** {@link #restart(String, Throwable)} after a delay of its own. */
    public final void restart(String message, Throwable error, int millisecond) {
        attached().request(message, error, Optional.of(Duration.ofMillis(millisecond)));
    }

    /**
     * Ends this run of the receiver, and returns. As in Spark, it is started again after the usual delay while the context
     * runs; one that has nothing more to store just stays idle instead.
     */
    public final void stop(String message) {
        restart(message);
    }

    /** {@link #stop(String)} because of an error. */
    public final void stop(String message, Throwable error) {
        restart(message, error);
    }

    /** Whether it has been started, and not stopped since. */
    public final boolean isStarted() {
        return attached().isRunning();
    }

    /** Whether it should end: it has been stopped, and not started again. Threads that store look at it. */
    public final boolean isStopped() {
        return !attached().isRunning();
    }

    /** The number of the stream it feeds. */
    public final int streamId() {
        return attached().streamId();
    }

    final ReceiverSupervisor<T> attached() {
        ReceiverSupervisor<T> current = supervisor;
        if (current == null) {
            throw ReceiverErrors.notAttached();
        }
        return current;
    }

    /** Gives it to a stream. */
    final synchronized void take() {
        if (taken) {
            throw new IllegalStateException("a receiver feeds one stream only: make another one for another stream");
        }
        taken = true;
    }

    /** Gives it to the supervisor that runs it, here. */
    final void attach(ReceiverSupervisor<T> to) {
        supervisor = to;
    }

    /** What it is called in events and errors. */
    String name() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? getClass().getName() : simple;
    }
}
