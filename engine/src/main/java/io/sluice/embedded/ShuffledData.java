package io.sluice.embedded;

import io.sluice.TaskContext;
import io.sluice.Tuple2;
import io.sluice.embedded.shuffle.MapOutput;
import io.sluice.embedded.shuffle.ShuffleReader;
import io.sluice.embedded.shuffle.ShuffleResources;
import io.sluice.embedded.shuffle.ShuffleWriter;
import io.sluice.lineage.Shuffle;
import io.sluice.operator.Records;
import io.sluice.operator.Step;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * What the map tasks of one shuffle left for its reducers. Jobs that read it hold it; when it is given up it is freed as soon
 * as no job holds it. Thread-safe.
 */
final class ShuffledData<K, C> {
    private final ShuffleResources resources;
    private final Shuffle<K, ?, C> node;
    private final AtomicReferenceArray<MapOutput> outputs;
    private int holders;
    private boolean givenUp;
    private long bytes = -1;

    ShuffledData(ShuffleResources resources, Shuffle<K, ?, C> node) {
        this.resources = resources;
        this.node = node;
        this.outputs = new AtomicReferenceArray<>(node.parent().numPartitions());
    }

    /**
     * Runs one map task.
     *
     * @param own the node as the task has it
     */
    <V> void write(Shuffle<K, V, C> own, int partition, Records<Tuple2<K, V>> records, TaskContext task)
            throws Exception {
        Step step = new Step(partition, own.origin(), task);
        ShuffleWriter<K, V> writer = new ShuffleWriter<>(resources, own.byKey(), own.aggregator());
        try {
            records.forEach(pair -> {
                try {
                    writer.accept(pair);
                } catch (Throwable thrown) {
                    throw step.failed(thrown);
                }
            });
            outputs.set(partition, writer.finish());
        } finally {
            writer.abort();
        }
    }

    /** The records of one reducer. */
    Records<Tuple2<K, C>> read(Shuffle<K, ?, C> own, int partition, TaskContext task) {
        task.readingFrom(() -> "partition %d of the shuffle of %s".formatted(partition, node.origin()));
        return new BlamedRecords<>(
                new Step(partition, own.origin(), task),
                new ShuffleReader<>(resources, all(), partition, own.aggregator(), own.keyOrder(), task::onCompletion));
    }

    private long bytesInMemory() {
        long sum = 0;
        for (int i = 0; i < outputs.length(); i++) {
            MapOutput output = outputs.get(i);
            sum += output == null ? 0 : output.bytes();
        }
        return sum;
    }

    private List<MapOutput> all() {
        return IntStream.range(0, outputs.length()).mapToObj(outputs::get).toList();
    }

    /** How many records the reducers will read. */
    long records() {
        return all().stream().mapToLong(MapOutput::records).sum();
    }

    /** The bytes in memory when the job that ran it let go. */
    synchronized long bytes() {
        return bytes;
    }

    /**
     * Holds the data for a job.
     *
     * @return false if it is given up already
     */
    synchronized boolean hold() {
        if (!givenUp) {
            holders++;
        }
        return !givenUp;
    }

    synchronized void letGo() {
        holders--;
        if (bytes < 0) {
            bytes = bytesInMemory();
        }
        freeIfUnused();
    }

    /** Nobody is to find it any more. */
    synchronized void giveUp() {
        givenUp = true;
        node.results().set(null);
        freeIfUnused();
    }

    private void freeIfUnused() {
        if (givenUp && holders == 0) {
            for (int i = 0; i < outputs.length(); i++) {
                MapOutput output = outputs.getAndSet(i, null);
                if (output != null) {
                    output.free();
                }
            }
        }
    }
}
