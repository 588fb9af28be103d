package io.sluice.spark;

import io.sluice.CallSite;
import io.sluice.engine.JobInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;

/** How what is known of a job travels to its tasks and to Spark's pages: as local properties of the thread that starts it. */
final class JobProperties {
    private static final String PREFIX = "sluice.local.";
    private static final String JOB = "sluice.spark.job";
    private static final String OPERATION = "sluice.spark.operation";
    private static final String LOCATION = "sluice.spark.location";
    private static final Map<String, String> SPARKS_NAMES = Map.of(
            JobInfo.GROUP, "spark.jobGroup.id",
            JobInfo.DESCRIPTION, "spark.job.description",
            JobInfo.INTERRUPT, "spark.job.interruptOnCancel");

    private JobProperties() {}

    /** Gives the calling thread the properties of a job. */
    static void set(SparkContext spark, JobInfo job) {
        apply(spark, job, true);
        spark.setCallSite(job.site().toString());
    }

    /** Takes them from it again. */
    static void clear(SparkContext spark, JobInfo job) {
        apply(spark, job, false);
        spark.clearCallSite();
    }

    private static void apply(SparkContext spark, JobInfo job, boolean set) {
        Map<String, String> all = new HashMap<>();
        job.properties().forEach((key, value) -> {
            all.put(PREFIX + key, value);
            String sparks = SPARKS_NAMES.get(key);
            if (sparks != null) {
                all.put(sparks, value);
            }
        });
        all.put(JOB, Long.toString(job.id()));
        all.put(OPERATION, job.site().operation());
        all.put(LOCATION, job.site().location());
        all.forEach((key, value) -> spark.setLocalProperty(key, set ? value : null));
    }

    /** The program's local properties, in a task. */
    static Map<String, String> of(TaskContext task) {
        Properties all = SparkInternals.localProperties(task);
        Map<String, String> own = new HashMap<>();
        for (String key : all.stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                own.put(key.substring(PREFIX.length()), all.getProperty(key));
            }
        }
        return own;
    }

    /** Which job a task works for. */
    static JobInfo job(TaskContext task) {
        String id = task.getLocalProperty(JOB);
        String operation = task.getLocalProperty(OPERATION);
        String location = task.getLocalProperty(LOCATION);
        CallSite site = new CallSite(operation == null ? "" : operation, location == null ? "" : location);
        return new JobInfo(id == null ? -1 : Long.parseLong(id), site, of(task));
    }
}
