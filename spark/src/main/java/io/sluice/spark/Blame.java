package io.sluice.spark;

import io.sluice.operator.Origin;
import io.sluice.operator.RecordFailure;
import java.io.Serializable;
import org.apache.spark.TaskContext;

/** Says whose function it was that Spark called and that threw: one that combines, orders, or says where keys go. Immutable. */
final class Blame implements Serializable {
    private final Origin origin; // a copy: the program's own may be let go of

    private final AddedInTask added;

    private Blame(Origin origin, AddedInTask added) {
        this.origin = origin;
        this.added = added;
    }

    static Blame of(Origin origin, AddedInTask added) {
        return new Blame(new Origin(origin.id(), origin.site()), added);
    }

    /** What to throw instead; what was thrown itself, if no task is to blame. */
    RuntimeException on(Throwable thrown) {
        TaskContext spark = TaskContext.get();
        return spark == null
                ? SparkInternals.unchanged(thrown)
                : Guarded.failed(spark, TaskScope.of(spark, added), new RecordFailure(origin, thrown));
    }
}
