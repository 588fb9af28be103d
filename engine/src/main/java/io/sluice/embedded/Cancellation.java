package io.sluice.embedded;

import io.sluice.engine.JobInfo;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether a job is to go on. Thread-safe: set by whoever cancels, asked by its tasks. */
final class Cancellation {
    private final JobInfo job;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile String reason;

    Cancellation(JobInfo job) {
        this.job = job;
    }

    JobInfo job() {
        return job;
    }

    /** Ends the job, unless something ended it before. */
    void cancel(String because, boolean interrupt) {
        if (reason == null) {
            reason = because;
        }
        if (interrupt) {
            threads.forEach(Thread::interrupt);
        }
    }

    boolean isCancelled() {
        return reason != null;
    }

    void check() {
        if (reason != null) {
            throw new StreamException(
                    ErrorCode.JOB_CANCELLED,
                    "Job %d (%s) was cancelled: %s.".formatted(job.id(), job.site(), reason),
                    "Run it again if its result is still wanted.");
        }
    }

    /** From now on the calling thread works for the job. */
    void enter() {
        threads.add(Thread.currentThread());
    }

    /** The calling thread works for it no longer, and goes on uninterrupted. */
    void leave() {
        if (threads.remove(Thread.currentThread()) && isCancelled()) {
            Thread.interrupted();
        }
    }
}
