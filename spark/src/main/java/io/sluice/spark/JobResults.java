package io.sluice.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** What the tasks of a job gave, in the order in which partitions were asked for. Filled by one thread of Spark's. */
final class JobResults extends AbstractFunction2<Object, byte[], BoxedUnit> {
    private final List<byte[]> results;

    JobResults(int partitions) {
        results = new ArrayList<>(Collections.nCopies(partitions, null));
    }

    @Override
    public BoxedUnit apply(Object index, byte[] result) {
        results.set((Integer) index, result);
        return BoxedUnit.UNIT;
    }

    /** The results themselves; once, when the job is over. */
    List<Object> read() {
        return results.stream().map(TaskResult::read).collect(Collectors.toCollection(ArrayList::new)); // nulls too
    }
}
