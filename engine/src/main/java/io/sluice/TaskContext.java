package io.sluice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One attempt at one partition, as the code that runs in it sees it. Made by the engine for each attempt and confined to the
 * thread that runs it; {@link #get()} finds it from inside a user's function.
 */
public final class TaskContext {
    private static final ThreadLocal<TaskContext> CURRENT = new ThreadLocal<>();

    private final int partitionId;
    private final int attemptNumber;
    private final Map<String, String> properties;
    private final BooleanSupplier cancelled;
    private final Deque<AutoCloseable> onCompletion = new ArrayDeque<>();
    private final IdentityHashMap<AccumulatorV2<?, ?>, AccumulatorV2<?, ?>> accumulated = new IdentityHashMap<>(0);
    private UnaryOperator<String> files = TaskContext::unknown;
    private Supplier<String> position = () -> "";

    /**
     * For engines: a new attempt.
     *
     * @param properties the job's local properties
     * @param cancelled says whether the job was cancelled meanwhile
     */
    public TaskContext(int partitionId, int attemptNumber, Map<String, String> properties, BooleanSupplier cancelled) {
        this.partitionId = partitionId;
        this.attemptNumber = attemptNumber;
        this.properties = properties;
        this.cancelled = cancelled;
    }

    /** The attempt that the calling thread is running, or null on a thread that runs none. */
    public static TaskContext get() {
        return CURRENT.get();
    }

    /** The partition that the calling thread is working on, 0 if it runs no task. */
    public static int getPartitionId() {
        TaskContext task = CURRENT.get();
        return task == null ? 0 : task.partitionId;
    }

    /** The index of the partition that the job asked for. */
    public int partitionId() {
        return partitionId;
    }

    /** 0 for the first attempt, one more for each attempt after a failure. */
    public int attemptNumber() {
        return attemptNumber;
    }

    /** The value that the thread which started the job had set for the key, or null. */
    public String getLocalProperty(String key) {
        return properties.get(key);
    }

    /**
     * Where a file is on this machine that the program gave to {@link SluiceContext#addFile(String)}.
     *
     * @param name the last name of the path that was given
     * @throws IllegalArgumentException if there is none
     */
    public String getFile(String name) {
        return files.apply(name);
    }

    /** For engines: how files that were added are found. */
    public void filesFrom(UnaryOperator<String> find) {
        files = find;
    }

    private static String unknown(String name) {
        throw new IllegalArgumentException("no file named %s was added".formatted(name));
    }

    /** Whether the job was cancelled, so that the work is for nothing. */
    public boolean isInterrupted() {
        return cancelled.getAsBoolean();
    }

    /** Closes {@code resource} when the attempt ends, however it ends; the last one added is closed first. */
    public void onCompletion(AutoCloseable resource) {
        onCompletion.push(resource);
    }

    /** Tells where the record now worked on comes from, for the message of an error; asked only if there is one. */
    public void readingFrom(Supplier<String> describe) {
        position = describe;
    }

    /** Where the record now worked on comes from, such as {@code words.txt byte 1042}; empty if nobody told. */
    public String position() {
        return position.get();
    }

    /**
     * Runs the attempt on the calling thread: {@link #get()} answers this object meanwhile. Nothing is closed and no
     * accumulator is merged; that is for {@link #complete} and {@link #commit}.
     */
    public <R> R runOnThisThread(java.util.concurrent.Callable<R> work) throws Exception {
        TaskContext outer = CURRENT.get(); // a task that must first run a shuffle does so within itself
        CURRENT.set(this);
        try {
            return work.call();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    /**
     * For engines that do not call a task's work at one place, but are called by it: {@link #get()} answers this object on the
     * calling thread until {@link #detach}.
     */
    public void attach() {
        CURRENT.set(this);
    }

    /** Ends what {@link #attach} began, on the same thread. */
    public void detach() {
        CURRENT.remove();
    }

    /** Closes everything that was registered, and then throws what the first failure to close was. */
    public void complete() throws Exception {
        Exception first = null;
        while (!onCompletion.isEmpty()) {
            try {
                onCompletion.pop().close();
            } catch (Exception failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Adds what this attempt accumulated to the accumulators of the program: called once, for the attempt that won. */
    public void commit() {
        accumulated.forEach(AccumulatorV2::mergeFromTask);
        accumulated.clear();
    }

    /** This attempt's own copy of an accumulator, at zero when first asked for. */
    public AccumulatorV2<?, ?> copyOf(AccumulatorV2<?, ?> original) {
        AccumulatorV2<?, ?> copy = accumulated.get(original);
        if (copy == null) {
            copy = original.copyForTask();
            accumulated.put(original, copy);
        }
        return copy;
    }
}
