package io.sluice.embedded.block;

import io.sluice.TaskContext;
import java.util.concurrent.CancellationException;

/** How far the pass over a block has come; looks now and then whether the job is still wanted. Confined. */
final class Look {
    /** One less than a power of two: how many records pass between two looks. */
    private static final int BETWEEN_LOOKS = 1023;

    private final TaskContext task;
    private long seen;

    Look(TaskContext task, NodeBlocks node, int partition) {
        this.task = task;
        task.readingFrom(() -> "record %d of kept partition %d of %s".formatted(seen - 1, partition, node.origin()));
    }

    void next() {
        if ((++seen & BETWEEN_LOOKS) == 0) {
            check(task);
        }
    }

    static void check(TaskContext task) {
        if (task.isInterrupted()) {
            throw new CancellationException("the job is not wanted any more");
        }
    }
}
