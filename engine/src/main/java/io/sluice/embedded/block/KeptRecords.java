package io.sluice.embedded.block;

import io.sluice.TaskContext;
import io.sluice.error.StreamException;
import io.sluice.operator.Records;
import io.sluice.operator.Sink;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of a partition that is to be kept, for one task: read from the block if it is there, else computed. What is
 * computed is collected first and handed on afterwards, from the block. If there is no room for the block, the records
 * collected so far are handed on, and then the others as they come: nothing is computed twice, and nothing is held.
 */
final class KeptRecords<T> implements Records<T> {
    private static final Logger LOG = LoggerFactory.getLogger(KeptRecords.class);

    private final BlockStore store;
    private final Slot slot;
    private final int partition;
    private final TaskContext task;
    private final Supplier<Records<T>> compute;
    private boolean claimed;
    private boolean refusedByDisk;

    KeptRecords(BlockStore store, Slot slot, int partition, TaskContext task, Supplier<Records<T>> compute) {
        this.store = store;
        this.slot = slot;
        this.partition = partition;
        this.task = task;
        this.compute = compute;
    }

    @Override
    @SuppressWarnings("unchecked") // a node's blocks hold the node's records
    public void forEach(Sink<? super T> sink) throws Exception {
        Block block = holdOrClaim();
        if (block == null) {
            block = collect(sink);
        }
        if (block != null) {
            try {
                block.forEach((Sink<Object>) sink, look());
            } finally {
                block.letGo();
            }
        } else if (refusedByDisk) {
            compute.get().forEach(sink);
        }
    }

    @Override
    public Iterator<T> iterator() throws Exception {
        Block block = holdOrClaim();
        if (block == null && !slot.node().level().useDisk()) {
            return pull();
        }
        if (block == null) {
            block = collect(record -> {
                throw new IllegalStateException("a level with disk passes nothing on");
            });
        }
        return refusedByDisk ? compute.get().iterator() : reading(block);
    }

    /** The block, held; or null, and the claim is ours. */
    private Block holdOrClaim() throws InterruptedException {
        Block block = slot.holdOrClaim(task);
        claimed = block == null;
        if (block != null) {
            store.used(slot, block);
        }
        return block;
    }

    private void unclaim() {
        if (claimed) {
            claimed = false;
            slot.unclaim();
        }
    }

    private Look look() {
        return new Look(task, slot.node(), partition);
    }

    /**
     * Collects the partition. Answers the block, held; or null when the records went to the sink instead, or the disk refused
     * them.
     */
    private Block collect(Sink<? super T> sink) throws Exception {
        try (PartitionCollector collector = new PartitionCollector(store, slot.node())) {
            try {
                Collecting collecting = new Collecting(collector, sink);
                compute.get().forEach(collecting);
                return collecting.passing ? null : keep(collector);
            } catch (StreamException e) {
                refusedByDisk = mayGoOnWithout(collector, e);
                if (!refusedByDisk) {
                    throw e;
                }
                return null;
            }
        } finally {
            unclaim();
        }
    }

    /** Whether the disk was full for a partition that memory was the first choice for: then it is just not kept. */
    private boolean mayGoOnWithout(PartitionCollector collector, StreamException thrown) {
        NodeBlocks node = slot.node();
        if (!node.level().useMemory() || !node.isReplaceable() || !collector.wasRefusedByDisk()) {
            return false;
        }
        LOG.warn(
                "Partition {} of {} is not kept: no room in memory, and none on disk",
                partition,
                node.origin(),
                thrown);
        return true;
    }

    private Block keep(PartitionCollector collector) throws Exception {
        Block block = collector.finish();
        slot.node().keep(slot, block);
        return block;
    }

    /** Takes records while there is room, and then passes on what it took and what still comes. */
    private final class Collecting implements Sink<T> {
        private final PartitionCollector collector;
        private final Sink<? super T> sink;
        private boolean passing;

        Collecting(PartitionCollector collector, Sink<? super T> sink) {
            this.collector = collector;
            this.sink = sink;
        }

        @Override
        @SuppressWarnings("unchecked") // what was collected are Ts
        public void accept(T record) throws Exception {
            if (passing) {
                sink.accept(record);
            } else if (!collector.add(record)) {
                passing = true;
                unclaim();
                Iterator<Object> soFar = collector.soFar();
                while (soFar.hasNext()) {
                    sink.accept((T) soFar.next());
                }
                collector.close();
            }
        }
    }

    private Iterator<T> pull() throws Exception {
        PartitionCollector collector = new PartitionCollector(store, slot.node());
        task.onCompletion(collector);
        try {
            Iterator<T> source = compute.get().iterator();
            while (source.hasNext()) {
                if (!collector.add(source.next())) {
                    return new Rest(collector, source);
                }
            }
            return reading(keep(collector));
        } finally {
            unclaim();
        }
    }

    private Iterator<T> reading(Block block) {
        Reading reading = new Reading(block);
        task.onCompletion(reading);
        return reading;
    }

    /** One pass over a block, held until the end. */
    private final class Reading implements Iterator<T>, AutoCloseable {
        private final Block block;
        private final Look look = look();
        private Iterator<Object> records;

        Reading(Block block) {
            this.block = block;
            this.records = block.read();
        }

        @Override
        public boolean hasNext() {
            if (records.hasNext()) {
                return true;
            }
            close();
            return false;
        }

        @Override
        @SuppressWarnings("unchecked") // a node's blocks hold the node's records
        public T next() {
            look.next();
            return (T) records.next();
        }

        @Override
        public void close() {
            if (records != Collections.emptyIterator()) {
                Block.close(records);
                records = Collections.emptyIterator();
                block.letGo();
            }
        }
    }

    /** What was collected before memory was refused, then the records that were not. */
    private final class Rest implements Iterator<T> {
        private final PartitionCollector collector;
        private final Iterator<T> source;
        private Iterator<Object> soFar;

        Rest(PartitionCollector collector, Iterator<T> source) throws Exception {
            this.collector = collector;
            this.source = source;
            this.soFar = collector.soFar();
        }

        @Override
        public boolean hasNext() {
            return soFar.hasNext() || source.hasNext();
        }

        @Override
        @SuppressWarnings("unchecked") // what was collected are Ts
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (!soFar.hasNext()) {
                return source.next();
            }
            T record = (T) soFar.next();
            if (!soFar.hasNext()) {
                soFar = Collections.emptyIterator();
                collector.close();
            }
            return record;
        }
    }
}
