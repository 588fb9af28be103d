package io.sluice.spark;

import io.sluice.engine.LongTask;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;

/** A long task as the one partition of an RDD, which has no records. */
final class LongTaskRdd extends RDD<Object> {
    private final TaskCode<LongTask> code;
    private final AddedInTask added;
    private final String name;
    private final List<String> locations;

    /** @param name under which the driver waits for the task */
    LongTaskRdd(SparkContext spark, TaskCode<LongTask> code, AddedInTask added, String name, List<String> locations) {
        super(spark, Scala.seq(List.of()), Scala.tag());
        this.code = code;
        this.added = added;
        this.name = name;
        this.locations = locations;
    }

    @Override
    public Partition[] getPartitions() {
        return new Partition[] {new Part(0, List.of())};
    }

    @Override
    public Seq<String> getPreferredLocations(Partition split) {
        return Scala.seq(locations);
    }

    /** Spark's own second attempt ends at once: where and when the task runs again is for who started it to say. */
    @Override
    public Iterator<Object> compute(Partition split, TaskContext spark) {
        TaskScope scope = TaskScope.of(spark, added);
        return Guarded.iterator(spark, scope, () -> {
            if (spark.attemptNumber() == 0) {
                LongTask task = code.open(scope);
                try (ExecutorSite site = new ExecutorSite(name, spark)) {
                    task.run(site);
                }
            }
            return java.util.Collections::emptyIterator;
        });
    }
}
