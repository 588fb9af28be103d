package io.sluice.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The threads that are alive at a moment, to find out which of Sluice's are new and do not end. They are known by their names,
 * which do not tell harnesses apart: while several are open in one JVM, the last one to close answers for all of them.
 * Thread-safe.
 */
final class LiveThreads {
    private static final String PREFIX = "sluice-";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Static, because the JVM's threads are: it says who else may own one. */
    private static final Set<LiveThreads> OPEN = new HashSet<>();

    private final Set<Thread> before;
    private final Duration patience;

    private LiveThreads(Set<Thread> before, Duration patience) {
        this.before = before;
        this.patience = patience;
    }

    static LiveThreads now() {
        return now(PATIENCE);
    }

    static LiveThreads now(Duration patience) {
        LiveThreads now =
                new LiveThreads(new HashSet<>(Thread.getAllStackTraces().keySet()), patience);
        synchronized (OPEN) {
            OPEN.add(now);
        }
        return now;
    }

    /** Waits for new threads to end, and complains about those that do not; once. */
    void requireNoNewOnes() {
        if (!closeAsLast()) {
            return;
        }
        List<String> left = new ArrayList<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(PREFIX) && !before.contains(thread) && !ends(thread)) {
                left.add(thread.getName() + " at " + Arrays.toString(thread.getStackTrace()));
            }
        }
        if (!left.isEmpty()) {
            throw new AssertionError("threads are left after the contexts were stopped: " + String.join("; ", left));
        }
    }

    /** Hands over what is new since this moment to whoever is still open; false if somebody is, or it was closed before. */
    private boolean closeAsLast() {
        synchronized (OPEN) {
            boolean wasOpen = OPEN.remove(this);
            OPEN.forEach(other -> other.before.retainAll(before));
            return wasOpen && OPEN.isEmpty();
        }
    }

    private boolean ends(Thread thread) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
