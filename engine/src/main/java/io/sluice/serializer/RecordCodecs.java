package io.sluice.serializer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Lends codecs to tasks, and keeps those given back for the next task, because a codec is costly to make. What a codec of
 * one {@code RecordCodecs} wrote, others of the same {@code RecordCodecs} read, on any thread of this process. Thread-safe.
 */
public final class RecordCodecs {
    private final Supplier<RecordCodec> maker;
    private final Queue<RecordCodec> idle = new ConcurrentLinkedQueue<>();

    private RecordCodecs(Supplier<RecordCodec> maker) {
        this.maker = maker;
    }

    /**
     * Kryo, with Java serialisation for what Kryo cannot do: the choice for records of any class.
     *
     * @param loader finds the user's classes
     */
    public static RecordCodecs kryo(ClassLoader loader) {
        SharedClasses classes = new SharedClasses();
        return new RecordCodecs(() -> KryoMaker.codec(classes, loader));
    }

    /**
     * Like {@link #kryo}, but what they write is read by the codecs of any process that has the same classes.
     *
     * @param loader finds the user's classes
     */
    public static RecordCodecs portable(ClassLoader loader) {
        return new RecordCodecs(() -> KryoMaker.portableCodec(loader));
    }

    /** Java serialisation: slow and wordy, for classes that rely on it. */
    public static RecordCodecs java(ClassLoader loader) {
        return new RecordCodecs(() -> new JavaCodec(loader));
    }

    /** A codec for the caller alone, until it is given back. */
    public RecordCodec borrow() {
        RecordCodec codec = idle.poll();
        return codec == null ? maker.get() : codec;
    }

    /** Takes a codec back, after use without failure. */
    public void giveBack(RecordCodec codec) {
        idle.add(codec);
    }
}
