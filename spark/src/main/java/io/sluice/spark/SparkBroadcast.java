package io.sluice.spark;

import io.sluice.Broadcast;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;

/** A broadcast of Spark's. */
final class SparkBroadcast<T> extends Broadcast<T> {
    private final long id;
    private final org.apache.spark.broadcast.Broadcast<Carried<T>> broadcast;

    private SparkBroadcast(long id, org.apache.spark.broadcast.Broadcast<Carried<T>> broadcast) {
        this.id = id;
        this.broadcast = broadcast;
    }

    /**
     * Makes a value available on executors.
     *
     * @throws StreamException {@code RECORD_NOT_SERIALIZABLE}
     */
    static <T> SparkBroadcast<T> of(long id, T value, SparkContext spark) {
        try {
            return new SparkBroadcast<>(id, spark.broadcast(new Carried<>(value), Scala.tag()));
        } catch (StreamException unfit) {
            if (unfit.code() != ErrorCode.RECORD_NOT_SERIALIZABLE) {
                throw unfit;
            }
            throw new StreamException(
                    unfit.code(),
                    "A value cannot be broadcast. %s".formatted(unfit.problem()),
                    "Make the class implement Serializable, make the field transient, or broadcast what the object is made from.",
                    unfit);
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public T value() {
        requireNotDestroyed();
        return broadcast.value().value();
    }

    @Override
    public void unpersist(boolean blocking) {
        requireNotDestroyed();
        broadcast.unpersist(blocking);
    }

    @Override
    public void destroy() {
        requireNotDestroyed();
        broadcast.destroy();
    }

    private void requireNotDestroyed() {
        try {
            broadcast.assertValid();
        } catch (RuntimeException | Error unexpected) {
            throw unexpected;
        } catch (Exception destroyed) { // a SparkException, which Scala does not declare
            throw destroyedAlready(destroyed);
        }
    }

    private StreamException destroyedAlready(Exception destroyed) {
        if (!(destroyed instanceof SparkException)) {
            throw StreamException.internal("Broadcast %d cannot be read.".formatted(id), destroyed);
        }
        return new StreamException(
                ErrorCode.BROADCAST_DESTROYED,
                "Broadcast %d was destroyed, and is used all the same.".formatted(id),
                "Destroy a broadcast when no job uses it any more, or broadcast the value again.");
    }
}
