package io.sluice.spark;

import io.sluice.engine.JobInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.spark.SparkContext;

/** The jobs that run now, each under a tag of Spark's by which it can be cancelled. Thread-safe. */
final class RunningJobs {
    private final SparkContext spark;
    private final String prefix = "sluice-" + UUID.randomUUID() + "-";
    private final Map<JobInfo, String> reasons = new ConcurrentHashMap<>(); // empty while nobody cancelled it

    RunningJobs(SparkContext spark) {
        this.spark = spark;
    }

    /** The calling thread begins a job. */
    void begin(JobInfo job) {
        reasons.put(job, "");
        spark.addJobTag(tag(job));
    }

    /** Why a job was cancelled, empty if it was not. */
    String cancelledFor(JobInfo job) {
        return reasons.get(job);
    }

    /** The calling thread's job is over. */
    void end(JobInfo job) {
        spark.removeJobTag(tag(job));
        reasons.remove(job);
    }

    void cancel(Predicate<JobInfo> which, String reason) {
        for (JobInfo job : list()) {
            if (which.test(job) && reasons.replace(job, "", reason)) {
                spark.cancelJobsWithTag(tag(job), reason);
            }
        }
    }

    List<JobInfo> list() {
        return List.copyOf(reasons.keySet());
    }

    private String tag(JobInfo job) {
        return prefix + job.id();
    }
}
