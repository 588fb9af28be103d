package io.sluice.spark;

import io.sluice.operator.Records;
import java.util.Iterator;

/** Records as Spark pulls them. What the program's functions throw becomes words here, where operator and record are known. */
final class Guarded<T> implements Iterator<T> {
    private final org.apache.spark.TaskContext spark;
    private final TaskScope scope;
    private final Iterator<T> records;

    private Guarded(org.apache.spark.TaskContext spark, TaskScope scope, Iterator<T> records) {
        this.spark = spark;
        this.scope = scope;
        this.records = records;
    }

    /** What opens records. */
    @FunctionalInterface
    interface Opening<T> {
        Records<T> open() throws Exception;
    }

    static <T> scala.collection.Iterator<T> iterator(
            org.apache.spark.TaskContext spark, TaskScope scope, Opening<T> opening) {
        try {
            return Scala.iterator(new Guarded<>(spark, scope, opening.open().iterator()));
        } catch (Throwable thrown) {
            throw failed(spark, scope, thrown);
        }
    }

    static RuntimeException failed(org.apache.spark.TaskContext spark, TaskScope scope, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal) {
            throw fatal;
        }
        if (SparkInternals.isControl(thrown)) {
            throw SparkInternals.unchanged(thrown);
        }
        return TaskFailures.failed(spark, scope.task(), thrown);
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (Throwable thrown) {
            throw failed(spark, scope, thrown);
        }
    }

    @Override
    public T next() {
        try {
            SparkInternals.endIfUnwanted(spark);
            return records.next();
        } catch (Throwable thrown) {
            throw failed(spark, scope, thrown);
        }
    }
}
