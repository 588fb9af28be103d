package io.sluice.spark;

import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A codec for the streams of one task, given back when the task has ended; outside of tasks, for good. A thread of the program's may
 * have been given the records of a task, and read on when the task has ended: a codec that another thread has used is not given
 * back, and one that was is used by no other thread. Thread-safe.
 */
final class LentCodec {
    private final RecordCodecs codecs;
    private final RecordCodec codec;
    private final Thread owner = Thread.currentThread();

    // each side writes its own before it reads the other's
    private volatile boolean shared;
    private volatile boolean over;

    private LentCodec(RecordCodecs codecs) {
        this.codecs = codecs;
        this.codec = codecs.borrow();
    }

    /** For the task that the calling thread runs, if it runs one. */
    static LentCodec forTask(ClassLoader loader) {
        LentCodec lent = new LentCodec(CodecPool.of(loader));
        TaskContext task = TaskContext.get();
        if (task != null) {
            TaskCompletionListener atEnd = ended -> lent.end(!SparkInternals.isFailed(ended));
            task.addTaskCompletionListener(atEnd);
        }
        return lent;
    }

    /** What makes streams. */
    RecordCodec codec() {
        return codec;
    }

    /** To be called before each use of a stream. */
    void use() {
        if (Thread.currentThread() != owner) {
            shared = true;
            if (over) {
                throw new IllegalStateException("the task whose records these are has ended");
            }
        }
    }

    private void end(boolean well) {
        over = true;
        if (well && !shared) {
            codecs.giveBack(codec);
        }
    }
}
