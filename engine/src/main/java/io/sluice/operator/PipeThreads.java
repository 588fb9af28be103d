package io.sluice.operator;

/** The threads that read what piped processes write; each ends when its process does. */
final class PipeThreads {
    private PipeThreads() {}

    static Thread start(Process process, Runnable work) {
        Thread thread = new Thread(work, "sluice-pipe-" + process.pid());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
