package io.sluice.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The threads that are alive at a moment, to find out which of Sluice's are new and do not end. Threads of Sluice are known
 * by their names; a harness that is open beside this one, in a test that runs in parallel, would be taken for a leak, so
 * such threads are waited for until they end too.
 */
final class LiveThreads {
    private static final String PREFIX = "sluice-";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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
        return new LiveThreads(Set.copyOf(Thread.getAllStackTraces().keySet()), patience);
    }

    /** Waits for new threads to end, and complains about those that do not. */
    void requireNoNewOnes() {
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

    private boolean ends(Thread thread) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
