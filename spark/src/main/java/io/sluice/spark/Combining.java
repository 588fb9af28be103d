package io.sluice.spark;

import io.sluice.lineage.Aggregator;
import io.sluice.operator.Origin;
import io.sluice.operator.RecordFailure;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;

/** The program's way to combine the values of a key, as Spark wants it. Opened once by each task that combines. */
final class Combining<K, V, C> implements Serializable {
    private final TaskCode<Work<V, C>> code;
    private final AddedInTask added;
    private transient Work<V, C> opened;

    /** What a task is sent. */
    record Work<V, C>(Aggregator<V, C> aggregator, Origin origin) implements Serializable {}

    Combining(TaskCode<Work<V, C>> code, AddedInTask added) {
        this.code = code;
        this.added = added;
    }

    org.apache.spark.Aggregator<K, V, C> toSpark() {
        return new org.apache.spark.Aggregator<>(new Create(), new MergeValue(), new MergeCombiners());
    }

    private Aggregator<V, C> aggregator() {
        if (opened == null) {
            opened = code.open(TaskScope.of(TaskContext.get(), added));
        }
        return opened.aggregator();
    }

    private RuntimeException failed(Throwable thrown) {
        TaskContext spark = TaskContext.get();
        return Guarded.failed(spark, TaskScope.of(spark, added), new RecordFailure(opened.origin(), thrown));
    }

    private final class Create extends AbstractFunction1<V, C> implements Serializable {
        @Override
        public C apply(V value) {
            Aggregator<V, C> aggregator = aggregator();
            try {
                return aggregator.createCombiner().call(value);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    private final class MergeValue extends AbstractFunction2<C, V, C> implements Serializable {
        @Override
        public C apply(C combined, V value) {
            Aggregator<V, C> aggregator = aggregator();
            try {
                return aggregator.mergeValue().call(combined, value);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }

    private final class MergeCombiners extends AbstractFunction2<C, C, C> implements Serializable {
        @Override
        public C apply(C combined, C more) {
            Aggregator<V, C> aggregator = aggregator();
            try {
                return aggregator.mergeCombiners().call(combined, more);
            } catch (Throwable thrown) {
                throw failed(thrown);
            }
        }
    }
}
