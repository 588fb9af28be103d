package io.sluice.spark;

import io.sluice.engine.PartitionFunction;
import io.sluice.operator.Records;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** What a job does with each partition: the last operators, pushed straight into the action. */
final class JobBody<S, T, R> extends AbstractFunction2<TaskContext, Iterator<S>, byte[]> implements Serializable {
    private final TaskCode<Work<S, T, R>> code;
    private final AddedInTask added;

    /** What a task is sent. */
    record Work<S, T, R>(Chain<S, T> chain, PartitionFunction<T, R> function) implements Serializable {}

    JobBody(TaskCode<Work<S, T, R>> code, AddedInTask added) {
        this.code = code;
        this.added = added;
    }

    @Override
    public byte[] apply(TaskContext spark, Iterator<S> base) {
        TaskScope scope = TaskScope.of(spark, added);
        try {
            Work<S, T, R> work = code.open(scope);
            java.util.Iterator<S> below = Scala.iterator(base);
            Records<S> in = () -> below;
            Records<T> records = new WantedRecords<>(spark, work.chain().apply(spark.partitionId(), scope, in));
            R result = work.function().call(scope.task(), records);
            return TaskResult.bytes(result);
        } catch (Throwable thrown) {
            throw Guarded.failed(spark, scope, thrown);
        }
    }
}
