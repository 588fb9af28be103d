package io.sluice.spark;

import io.sluice.engine.JobInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The jobs that run now, each under a tag of Spark's by which it can be cancelled. Hears from Spark when a job really begins, as
 * one that is cancelled right before would run, and which tasks run, as Spark interrupts none of them. Thread-safe.
 */
final class RunningJobs extends SparkListener {
    private static final String TAGS = "spark.job.tags";

    /** How many jobs are remembered that are over: that a task has begun may be heard later than that its job was cancelled. */
    private static final int PAST = 100;

    private final SparkContext spark;
    private final String prefix = "sluice-" + UUID.randomUUID() + "-";
    private final Map<String, RunningJob> running = new ConcurrentHashMap<>(); // by tag

    // confined to Spark's thread of listeners
    private final Map<Integer, RunningJob> ofStage = new HashMap<>();
    private final Map<Integer, Begun> begun = new HashMap<>(); // by Spark's number of the job
    private final Queue<Begun> past = new ArrayDeque<>();

    RunningJobs(SparkContext spark) {
        this.spark = spark;
        spark.addSparkListener(this);
    }

    private static final class RunningJob {
        private final JobInfo info;
        private volatile String reason = ""; // empty while nobody cancelled it
        private volatile boolean interrupt;

        // confined to Spark's thread of listeners
        private final Set<Long> tasks = new HashSet<>();
        private boolean over;

        RunningJob(JobInfo info) {
            this.info = info;
        }

        synchronized void cancel(String because, boolean interrupting) {
            reason = reason.isEmpty() ? because : reason;
            interrupt |= interrupting;
        }
    }

    /** A job as Spark has it. Of ours, one may be several. */
    private record Begun(RunningJob job, List<Integer> stages) {}

    /** The calling thread begins a job. */
    void begin(JobInfo job) {
        running.put(tag(job), new RunningJob(job));
        spark.addJobTag(tag(job));
    }

    /** Why a job was cancelled, empty if it was not. */
    String cancelledFor(JobInfo job) {
        return running.get(tag(job)).reason;
    }

    /** Throws if the job was cancelled before Spark has heard of it. */
    void requireWanted(JobInfo job) {
        if (!cancelledFor(job).isEmpty()) {
            throw new CancellationException("cancelled before it began");
        }
    }

    /** The calling thread's job is over. Its tasks may still run if it was cancelled. */
    void end(JobInfo job) {
        spark.removeJobTag(tag(job));
        running.remove(tag(job));
    }

    void cancel(Predicate<JobInfo> which, String reason, boolean interrupt) {
        running.forEach((tag, job) -> {
            if (which.test(job.info)) {
                job.cancel(reason, interrupt);
                if (!spark.isStopped()) {
                    spark.cancelJobsWithTag(tag, reason);
                }
            }
        });
    }

    List<JobInfo> list() {
        return running.values().stream().map(job -> job.info).toList();
    }

    private String tag(JobInfo job) {
        return prefix + job.id();
    }

    void close() {
        spark.removeSparkListener(this);
    }

    // ---- what Spark tells

    @Override
    public void onJobStart(SparkListenerJobStart start) {
        String tags = start.properties() == null ? "" : start.properties().getProperty(TAGS, "");
        for (String tag : tags.split(",", -1)) {
            RunningJob job = running.get(tag);
            if (job != null) {
                List<Integer> stages = new ArrayList<>();
                CollectionConverters.asJava(start.stageIds()).forEach(stage -> stages.add((Integer) stage));
                stages.forEach(stage -> ofStage.putIfAbsent(stage, job)); // what jobs share is not one's to interrupt
                begun.put(start.jobId(), new Begun(job, stages));
                job.over = false;
                if (!job.reason.isEmpty()) {
                    spark.cancelJobsWithTag(tag, job.reason);
                }
            }
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
        RunningJob job = ofStage.get(start.stageId());
        if (job != null) {
            job.tasks.add(start.taskInfo().taskId());
            if (job.over) {
                interrupt(job);
            }
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        RunningJob job = ofStage.get(end.stageId());
        if (job != null) {
            job.tasks.remove(end.taskInfo().taskId());
        }
    }

    /** Spark has cancelled what was left of the job's tasks: none will be started again when it is interrupted. */
    @Override
    public void onJobEnd(SparkListenerJobEnd end) {
        Begun ended = begun.remove(end.jobId());
        if (ended != null) {
            ended.job().over = true;
            interrupt(ended.job());
            past.add(ended);
            if (past.size() > PAST) {
                past.remove().stages().forEach(ofStage::remove);
            }
        }
    }

    private void interrupt(RunningJob job) {
        if (job.interrupt && !spark.isStopped()) {
            job.tasks.forEach(task -> spark.killTaskAttempt(task, true, job.reason));
            job.tasks.clear();
        }
    }
}
