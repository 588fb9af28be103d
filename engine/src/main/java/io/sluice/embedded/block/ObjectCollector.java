package io.sluice.embedded.block;

import io.sluice.embedded.memory.SampledSize;
import io.sluice.embedded.memory.SizeEstimator;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/** Collects records as they are. */
final class ObjectCollector implements Collector {
    private static final int FIRST = 16;
    private static final int REFERENCE = SizeEstimator.referenceBytes();

    private final BlockStore store;
    private final Grant grant;
    private final UnaryOperator<Object> copy;
    private final SampledSize size = new SampledSize();
    private Object[] objects = new Object[FIRST];
    private int count;

    /**
     * Starts with nothing.
     *
     * @param copy what is kept of a record
     */
    ObjectCollector(BlockStore store, NodeBlocks node, UnaryOperator<Object> copy) {
        this.store = store;
        this.grant = new Grant(store, node);
        this.copy = copy;
    }

    @Override
    public boolean add(Object record) {
        if (count == objects.length) {
            objects = Arrays.copyOf(objects, count + (count >> 1));
        }
        objects[count++] = copy.apply(record);
        return !size.add(record) || grant.ensure(bytes());
    }

    private long bytes() {
        return size.bytes() + (long) objects.length * REFERENCE;
    }

    @Override
    public Block finish() {
        Object[] all = count == objects.length ? objects : Arrays.copyOf(objects, count);
        objects = all;
        return new ObjectBlock(store.budget(), all, grant.handOver(bytes()));
    }

    @Override
    public Iterator<Object> soFar() {
        return Arrays.asList(objects).subList(0, count).iterator();
    }

    @Override
    public void close() {
        grant.close();
    }
}
