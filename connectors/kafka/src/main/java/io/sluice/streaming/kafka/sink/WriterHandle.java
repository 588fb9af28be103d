package io.sluice.streaming.kafka.sink;

import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings tasks to the writer of their output, in whatever process they run; the first one there makes it. Immutable.
 *
 * @param id of the output in one context: a context that takes over from another has writers of its own
 */
public record WriterHandle<T>(UUID id, SinkSettings<T> settings, String application, String output)
        implements Serializable, AutoCloseable {
    /** Static, against the rule: a task that comes from another process has nothing else to find it by. */
    private static final Map<UUID, OutputWriter<?>> WRITERS = new ConcurrentHashMap<>();

    /** A writer of its own, for an output of a context. */
    public WriterHandle(SinkSettings<T> settings, String application, String output) {
        this(UUID.randomUUID(), settings, application, output);
    }

    /** The same one for each call in this process. */
    @SuppressWarnings("unchecked") // the id is of an output, which has one type
    public OutputWriter<T> writer() {
        return (OutputWriter<T>) WRITERS.computeIfAbsent(id, first -> make());
    }

    private OutputWriter<T> make() {
        return settings.once()
                ? new TransactionalWriter<>(settings, application, output)
                : new IdempotentWriter<>(settings);
    }

    @Override
    public void close() {
        OutputWriter<?> made = WRITERS.remove(id);
        if (made != null) {
            made.close();
        }
    }
}
