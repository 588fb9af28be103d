package io.sluice.streaming.kafka.direct;

import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The readers that streams have in a process which is not their program's. Nobody tells an executor that a stream is over, so
 * those that were not used for some minutes are closed when another stream reads here. Thread-safe.
 */
final class ReadersElsewhere {
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(10); // then brokers, too, have closed connections
    private static final StreamClock CLOCK = new SystemClock();
    /** Static, against the rule: a task that comes from another process has nothing else to find them by. */
    private static final Map<UUID, Used> STREAMS = new ConcurrentHashMap<>();

    private ReadersElsewhere() {}

    private record Used(Readers<?, ?> readers, long atNanos) {}

    /** The readers of a stream in this process; the first task that asks makes them. */
    @SuppressWarnings("unchecked") // the id is of a stream, which has one type
    static <K, V> Readers<K, V> of(UUID stream, Supplier<Readers<K, V>> make) {
        long now = CLOCK.nanoTime();
        Used used =
                STREAMS.compute(stream, (id, before) -> new Used(before == null ? make.get() : before.readers, now));
        STREAMS.forEach((id, each) -> {
            if (now - each.atNanos > LONGEST_IDLE.toNanos() && STREAMS.remove(id, each)) {
                each.readers.close(); // one that a task has is closed when it is given back
            }
        });
        return (Readers<K, V>) used.readers;
    }

    /** The stream is over, and this is its program's process, or one with it. */
    static void close(UUID stream) {
        Used used = STREAMS.remove(stream);
        if (used != null) {
            used.readers.close();
        }
    }
}
