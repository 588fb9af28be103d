package io.sluice.streaming.kafka.sink;

import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.io.Serializable;
import java.time.Duration;
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
    private static final Map<UUID, Used> WRITERS = new ConcurrentHashMap<>();

    private static final StreamClock CLOCK = new SystemClock();
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(30);

    private record Used(OutputWriter<?> writer, boolean atHome, long atNanos) {}

    /** A writer of its own, for an output of a context. */
    public WriterHandle(SinkSettings<T> settings, String application, String output) {
        this(UUID.randomUUID(), settings, application, output);
    }

    /** For tasks: the same one for each call in this process. Those that no task has used for long are closed by the way. */
    public OutputWriter<T> writer() {
        long now = CLOCK.nanoTime();
        OutputWriter<T> mine = find(false, now);
        WRITERS.forEach((other, used) -> {
            if (!used.atHome && now - used.atNanos > LONGEST_IDLE.toNanos() && WRITERS.remove(other, used)) {
                used.writer.close();
            }
        });
        return mine;
    }

    /** For the program: the one of its own process, which stays until it is closed. */
    public OutputWriter<T> home() {
        return find(true, CLOCK.nanoTime());
    }

    @SuppressWarnings("unchecked") // the id is of an output, which has one type
    private OutputWriter<T> find(boolean atHome, long now) {
        Used used = WRITERS.compute(
                id,
                (same, before) ->
                        before == null ? new Used(make(), atHome, now) : new Used(before.writer, before.atHome, now));
        return (OutputWriter<T>) used.writer;
    }

    private OutputWriter<T> make() {
        return settings.once()
                ? new TransactionalWriter<>(settings, application, output)
                : new IdempotentWriter<>(settings);
    }

    @Override
    public void close() {
        Used made = WRITERS.remove(id);
        if (made != null) {
            made.writer.close();
        }
    }
}
