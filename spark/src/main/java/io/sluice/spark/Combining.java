package io.sluice.spark;

import io.sluice.lineage.Aggregator;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractFunction2;

/** The program's way to combine the values of a key, as Spark wants it. Opened once by each task that combines. */
final class Combining<K, V, C> implements Serializable {
    private final TaskCode<Aggregator<V, C>> code;
    private final AddedInTask added;
    private final Blame blame;
    private final String shuffle;
    private transient Aggregator<V, C> opened;

    /**
     * The combining of a shuffle.
     *
     * @param shuffle what it is called, for errors in what is read from it
     */
    Combining(TaskCode<Aggregator<V, C>> code, AddedInTask added, Blame blame, String shuffle) {
        this.code = code;
        this.added = added;
        this.blame = blame;
        this.shuffle = shuffle;
    }

    org.apache.spark.Aggregator<K, V, C> toSpark() {
        return new SpillingAggregator<>(new Create(), new MergeValue(), new MergeCombiners());
    }

    private Aggregator<V, C> aggregator() {
        if (opened == null) {
            TaskScope scope = TaskScope.of(TaskContext.get(), added);
            opened = code.open(scope);
            TaskContext spark = TaskContext.get();
            if (scope.task().position().isEmpty()) { // no source was opened: this side reads what was shuffled
                scope.task()
                        .readingFrom(() -> "partition %d of the shuffle of %s".formatted(spark.partitionId(), shuffle));
            }
        }
        return opened;
    }

    private final class Create extends AbstractFunction1<V, C> implements Serializable {
        @Override
        public C apply(V value) {
            Aggregator<V, C> aggregator = aggregator();
            try {
                return aggregator.createCombiner().call(value);
            } catch (Throwable thrown) {
                throw blame.on(thrown);
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
                throw blame.on(thrown);
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
                throw blame.on(thrown);
            }
        }
    }
}
