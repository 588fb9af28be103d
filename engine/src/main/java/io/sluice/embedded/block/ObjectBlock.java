package io.sluice.embedded.block;

import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.operator.Sink;
import java.util.Arrays;
import java.util.Iterator;

/** Records as objects. */
final class ObjectBlock extends Block {
    private final MemoryBudget budget;
    private final Object[] objects;
    private final long bytes;

    /** Takes over {@code bytes} reserved. */
    ObjectBlock(MemoryBudget budget, Object[] objects, long bytes) {
        super(objects.length);
        this.budget = budget;
        this.objects = objects;
        this.bytes = bytes;
    }

    @Override
    long memoryBytes() {
        return bytes;
    }

    @Override
    Iterator<Object> read() {
        return Arrays.asList(objects).iterator();
    }

    @Override
    void forEach(Sink<Object> sink, Look look) throws Exception {
        for (Object record : objects) {
            look.next();
            sink.accept(record);
        }
    }

    @Override
    void free() {
        budget.release(bytes);
    }
}
