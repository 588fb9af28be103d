package io.sluice;

import io.sluice.engine.Engine;
import io.sluice.engine.JobInfo;
import java.util.List;
import java.util.Optional;

/** Says which jobs run at the moment it is asked. Thread-safe. */
public final class StatusTracker {
    private final Engine engine;

    StatusTracker(Engine engine) {
        this.engine = engine;
    }

    /** The ids of the running jobs. */
    public List<Long> getActiveJobIds() {
        return engine.running().stream().map(JobInfo::id).sorted().toList();
    }

    /** The ids of the running jobs of a group; null stands for the jobs without group. */
    public List<Long> getJobIdsForGroup(String jobGroup) {
        return engine.running().stream()
                .filter(job -> job.property(JobInfo.GROUP).equals(Optional.ofNullable(jobGroup)))
                .map(JobInfo::id)
                .sorted()
                .toList();
    }

    /** What a running job is; empty once it has ended. */
    public Optional<JobInfo> getJobInfo(long jobId) {
        return engine.running().stream().filter(job -> job.id() == jobId).findFirst();
    }
}
