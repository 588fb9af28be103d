package io.sluice.embedded;

import io.sluice.engine.Job;
import io.sluice.engine.PartitionFunction;
import io.sluice.lineage.Lineage;
import io.sluice.lineage.Shuffle;
import io.sluice.lineage.Source;
import io.sluice.lineage.SourcePartition;
import io.sluice.lineage.Zip;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** One job: first the shuffles it stands on, those below before those above, then its own tasks. */
final class JobRun {
    private final EmbeddedEngine engine;
    private final Cancellation cancellation;
    private final Map<Integer, ShuffledData<?, ?>> shuffled = new ConcurrentHashMap<>();
    private final List<ShuffledData<?, ?>> fresh = new ArrayList<>();
    private final Set<Integer> prepared = new HashSet<>();

    /** What travels to a task of the last stage. */
    private record Work<T, R>(Lineage<T> lineage, PartitionFunction<T, R> function) implements Serializable {}

    JobRun(EmbeddedEngine engine, Cancellation cancellation) {
        this.engine = engine;
        this.cancellation = cancellation;
    }

    EmbeddedEngine engine() {
        return engine;
    }

    <T, R> List<R> run(Job<T, R> job) {
        try {
            prepare(job.lineage());
            return runTasks(job);
        } finally {
            shuffled.values().forEach(ShuffledData::letGo);
            fresh.forEach(engine.shuffles()::keep);
        }
    }

    private <T, R> List<R> runTasks(Job<T, R> job) {
        TaskCopies<Work<T, R>> copies = engine.copiesOf(new Work<>(job.lineage(), job.function()));
        return stage(
                job.partitions().stream().mapToInt(Integer::intValue).toArray(), job.lineage(), (task, partition) -> {
                    Work<T, R> own = copies.forTask(task);
                    return own.function().call(task, new Interpreter(this, task).records(own.lineage(), partition));
                });
    }

    private <R> List<R> stage(int[] partitions, Lineage<?> lineage, StageRun.Body<R> body) {
        EmbeddedSettings settings = engine.settings();
        boolean small = work(lineage) <= settings.inlineRecords();
        return new StageRun<>(cancellation, partitions, body, settings.maxFailures())
                .run(engine.workers(), engine.clock(), small, settings.inlineNanos());
    }

    /** Sees to it that every shuffle that the node's records are read from has run. */
    private void prepare(Lineage<?> node) {
        if (!prepared.add(node.id()) || engine.kept().isComplete(node)) {
            return;
        }
        if (node instanceof Zip<?> zip) {
            requireSamePartitions(zip);
        }
        if (node instanceof Shuffle<?, ?, ?> shuffle) {
            shuffled.put(node.id(), prepareShuffle(shuffle));
        } else {
            node.parents().forEach(this::prepare);
        }
    }

    private static void requireSamePartitions(Zip<?> zip) {
        int expected = zip.numPartitions();
        for (Lineage<?> parent : zip.parents()) {
            if (parent.numPartitions() != expected) {
                throw new IllegalArgumentException("%s needs the same number of partitions on all sides, got %d and %d"
                        .formatted(zip.origin(), expected, parent.numPartitions()));
            }
        }
    }

    private <K, V, C> ShuffledData<K, C> prepareShuffle(Shuffle<K, V, C> node) {
        synchronized (node.results()) { // another job that needs the same shuffle waits for this one
            ShuffledData<K, C> before = known(node);
            return before != null && before.hold() ? before : runShuffle(node);
        }
    }

    @SuppressWarnings("unchecked") // only runShuffle puts results there, for the same node
    private static <K, C> ShuffledData<K, C> known(Shuffle<K, ?, C> node) {
        return (ShuffledData<K, C>) node.results().get().orElse(null);
    }

    private <K, V, C> ShuffledData<K, C> runShuffle(Shuffle<K, V, C> node) {
        prepare(node.parent());
        TaskCopies<Shuffle<K, V, C>> copies = engine.copiesOf(node);
        ShuffledData<K, C> data = engine.shuffles().start(node);
        data.hold();
        try {
            int[] partitions = IntStream.range(0, node.parent().numPartitions()).toArray();
            stage(partitions, node.parent(), (task, partition) -> {
                Shuffle<K, V, C> own = copies.forTask(task);
                data.write(own, partition, new Interpreter(this, task).records(own.parent(), partition));
                return null;
            });
        } catch (RuntimeException | Error failed) {
            data.giveUp();
            data.letGo();
            throw failed;
        }
        node.results().set(data);
        fresh.add(data);
        return data;
    }

    /** What a shuffle gave; runs it on this thread when it was thought not to be needed, because blocks were at hand. */
    @SuppressWarnings("unchecked") // the same node, or a copy of it
    <K, V, C> ShuffledData<K, C> shuffled(Shuffle<K, V, C> node) {
        ShuffledData<K, C> data = (ShuffledData<K, C>) shuffled.get(node.id());
        return data != null ? data : late(node);
    }

    private synchronized <K, V, C> ShuffledData<K, C> late(Shuffle<K, V, C> node) {
        if (!shuffled.containsKey(node.id())) {
            shuffled.put(node.id(), prepareShuffle(node));
        }
        return shuffled(node);
    }

    /** About how many records a stage reads. */
    private long work(Lineage<?> node) {
        if (node instanceof Shuffle<?, ?, ?>) {
            return shuffled.containsKey(node.id()) ? shuffled.get(node.id()).records() : SourcePartition.UNKNOWN_WORK;
        }
        long work = 0;
        if (node instanceof Source<?> source) {
            for (SourcePartition<?> partition : source.source().partitions()) {
                work = plus(work, partition.work());
            }
        }
        for (Lineage<?> parent : node.parents()) {
            work = plus(work, work(parent));
        }
        return work;
    }

    private static long plus(long a, long b) {
        return Long.MAX_VALUE - a < b ? Long.MAX_VALUE : a + b;
    }
}
