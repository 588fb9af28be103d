package io.sluice.streaming.source;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * RDDs that the program puts into a queue: one a batch, or all that are there. The queue is live: what is added later is
 * seen, unlike in Spark's Java API, which takes a copy. The program and the planning thread synchronise on the queue.
 */
public final class QueueSource<T> implements StreamSource<T, QueueSource.Taken<T>> {
    private final SluiceContext context;
    private final Queue<Rdd<T>> queue;
    private final boolean oneAtATime;
    private final Optional<Rdd<T>> whenEmpty;

    public QueueSource(SluiceContext context, Queue<Rdd<T>> queue, boolean oneAtATime, Optional<Rdd<T>> whenEmpty) {
        this.context = context;
        this.queue = queue;
        this.oneAtATime = oneAtATime;
        this.whenEmpty = whenEmpty;
    }

    /** The RDDs taken from the queue. */
    public record Taken<T>(List<Rdd<T>> rdds) implements BatchInput {
        @Override
        public long records() {
            return -1;
        }

        @Override
        public String description() {
            return rdds.size() + " RDDs";
        }
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public Optional<Taken<T>> plan(Time time) {
        List<Rdd<T>> taken = new ArrayList<>();
        synchronized (queue) {
            do {
                Rdd<T> next = queue.poll();
                if (next == null) {
                    break;
                }
                taken.add(next);
            } while (!oneAtATime);
        }
        return Optional.of(new Taken<>(taken));
    }

    @Override
    public Rdd<T> rdd(Taken<T> input) {
        return switch (input.rdds().size()) {
            case 0 -> whenEmpty.orElseGet(context::emptyRDD);
            case 1 -> input.rdds().get(0);
            default -> context.union(input.rdds());
        };
    }
}
