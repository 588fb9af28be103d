package io.sluice;

import io.sluice.engine.JobInfo;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the jobs of a thread are called, and how they are cancelled: by group, by tag, or all. Everything is kept in
 * properties of the calling thread.
 */
public sealed interface JobControl permits SluiceContext {
    /** The value that jobs of the calling thread, and of threads it starts from now on, carry under a key; null removes it. */
    void setLocalProperty(String key, String value);

    /** What {@link #setLocalProperty} set, or null. */
    String getLocalProperty(String key);

    /** Puts the jobs of the calling thread into a group, which can be cancelled together. */
    default void setJobGroup(String groupId, String description) {
        setLocalProperty(JobInfo.GROUP, groupId);
        setLocalProperty(JobInfo.DESCRIPTION, description);
    }

    /** Like {@link #setJobGroup(String, String)}, and says whether cancelling interrupts the threads of tasks. */
    default void setJobGroup(String groupId, String description, boolean interruptOnCancel) {
        setJobGroup(groupId, description);
        setInterruptOnCancel(interruptOnCancel);
    }

    default void clearJobGroup() {
        setLocalProperty(JobInfo.GROUP, null);
        setLocalProperty(JobInfo.DESCRIPTION, null);
    }

    default void setJobDescription(String description) {
        setLocalProperty(JobInfo.DESCRIPTION, description);
    }

    /** Whether cancelling the jobs that the calling thread starts from now on interrupts the threads of their tasks. */
    default void setInterruptOnCancel(boolean interruptOnCancel) {
        setLocalProperty(JobInfo.INTERRUPT, interruptOnCancel ? "true" : null);
    }

    /** Gives the jobs of the calling thread one more tag, by which they can be cancelled. */
    default void addJobTag(String tag) {
        setLocalProperty(JobInfo.TAGS, JobTags.with(getLocalProperty(JobInfo.TAGS), tag));
    }

    default void removeJobTag(String tag) {
        setLocalProperty(JobInfo.TAGS, JobTags.without(getLocalProperty(JobInfo.TAGS), tag));
    }

    default Set<String> getJobTags() {
        return JobTags.of(getLocalProperty(JobInfo.TAGS));
    }

    default void clearJobTags() {
        setLocalProperty(JobInfo.TAGS, null);
    }

    default void cancelJobGroup(String groupId) {
        cancelJobGroup(groupId, "job group '%s' was cancelled".formatted(groupId));
    }

    /**
     * Cancels the running jobs of a group.
     *
     * @param reason what their errors say
     */
    default void cancelJobGroup(String groupId, String reason) {
        cancel(job -> job.property(JobInfo.GROUP).filter(groupId::equals).isPresent(), reason);
    }

    default void cancelJobsWithTag(String tag) {
        cancelJobsWithTag(tag, "jobs with tag '%s' were cancelled".formatted(tag));
    }

    /** Like {@link #cancelJobGroup(String, String)}, for the jobs with a tag. */
    default void cancelJobsWithTag(String tag, String reason) {
        JobTags.check(tag);
        cancel(job -> JobTags.of(job.property(JobInfo.TAGS).orElse(null)).contains(tag), reason);
    }

    default void cancelAllJobs() {
        cancel(job -> true, "all jobs were cancelled");
    }

    private void cancel(Predicate<JobInfo> which, String reason) {
        ((SluiceContext) this).cancelAsAsked(which, reason);
    }
}
