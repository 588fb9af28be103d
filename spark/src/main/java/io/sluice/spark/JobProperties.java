package io.sluice.spark;

import io.sluice.CallSite;
import io.sluice.engine.JobInfo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;

/** How what is known of a job travels to its tasks and to Spark's pages: as local properties of the thread that starts it. */
final class JobProperties {
    private static final String PREFIX = "sluice.local.";
    /** Under which Spark keeps what its pages call the place in the program. */
    static final String CALL_SITE = "callSite.short";

    private static final String JOB = "sluice.spark.job";
    private static final String OPERATION = "sluice.spark.operation";
    private static final String LOCATION = "sluice.spark.location";
    private static final Map<String, String> SPARKS_NAMES = Map.of(
            JobInfo.GROUP, "spark.jobGroup.id",
            JobInfo.DESCRIPTION, "spark.job.description",
            JobInfo.INTERRUPT, "spark.job.interruptOnCancel");

    private JobProperties() {}

    /** Gives the calling thread the properties of a job. Running what is returned gives back those that it had. */
    static Runnable set(SparkContext spark, JobInfo job) {
        Map<String, String> before = new HashMap<>();
        all(job).forEach((key, value) -> {
            before.put(key, spark.getLocalProperty(key));
            spark.setLocalProperty(key, value);
        });
        return () -> before.forEach(spark::setLocalProperty);
    }

    private static Map<String, String> all(JobInfo job) {
        Map<String, String> all = new HashMap<>();
        batch(job).ifPresent(words -> all.put(SPARKS_NAMES.get(JobInfo.DESCRIPTION), words));
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
        all.put(CALL_SITE, job.site().toString());
        return all;
    }

    /** What a job of a batch is for, in the words of Spark's streaming. */
    private static Optional<String> batch(JobInfo job) {
        return job.property(JobInfo.BATCH_TIME)
                .map(time -> "Streaming job from [%s, batch time %s]"
                        .formatted(
                                job.property(JobInfo.OUTPUT)
                                        .map("output operation "::concat)
                                        .orElse("state"),
                                DateTimeFormatter.ISO_LOCAL_TIME.format(Instant.ofEpochMilli(Long.parseLong(time))
                                        .atZone(ZoneId.systemDefault()))));
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
