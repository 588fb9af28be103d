package io.sluice.spark;

import java.util.Properties;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.shuffle.FetchFailedException;

/** What Spark keeps to itself and we need: public in its classes, promised nowhere. Seen to work with 4.1.3. */
final class SparkInternals {
    private SparkInternals() {}

    /** Whether the attempt has failed already, when its completion listeners are called. */
    static boolean isFailed(TaskContext task) {
        return task.isFailed();
    }

    /** The properties that the driver's thread had when it started the job. */
    static Properties localProperties(TaskContext task) {
        return task.getLocalProperties();
    }

    /** Whether an exception is Spark's way of telling itself something, such as that shuffled data is gone. */
    static boolean isControl(Throwable thrown) {
        return thrown instanceof FetchFailedException || thrown instanceof TaskKilledException;
    }

    /** Throws an exception as it is: Scala declares none, so Java's compiler must be told that it may come. */
    @SuppressWarnings("unchecked") // the cast is erased, which is the point
    static <E extends Throwable> RuntimeException unchanged(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
