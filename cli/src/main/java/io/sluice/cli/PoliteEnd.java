package io.sluice.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C end a program with its batch in hand, and with exit code 0 instead of the JVM's 143 and 130. The JVM is
 * told to exit with 0, which has each streaming context stop (its shutdown hook does), and so the program's main return; if
 * that goes wrong, the exit code becomes what the program's own failure makes of it. A second Ctrl-C ends the JVM at once.
 *
 * <p>For the launcher's own JVM only: a service that embeds Sluice keeps its signals and its exit codes.
 */
final class PoliteEnd {
    private static final int CTRL_C = 130;
    /** The name of the threads by which streaming contexts stop. */
    private static final String STOPPING = "sluice-shutdown";

    private static final int PATIENCE = 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean asked;
    private volatile int code = ExitCode.OK;

    private PoliteEnd() {}

    /** From now on, until the JVM ends. */
    static PoliteEnd install() {
        PoliteEnd end = new PoliteEnd();
        Runtime.getRuntime().addShutdownHook(new Thread(end::leave, "sluice-polite-end"));
        Signals.handle("TERM", end::ask);
        Signals.handle("INT", end::askOrInsist);
        return end;
    }

    /** Ends the program as SIGTERM does when its parent process dies, however that dies: nobody would restart or stop it. */
    void endWith(long parent) {
        Thread watching = new Thread(() -> outlive(parent), "sluice-supervisor-watch");
        watching.setDaemon(true);
        watching.start();
    }

    private void outlive(long parent) {
        ProcessHandle.current()
                .parent()
                .filter(process -> process.pid() == parent) // another one is who adopts orphans
                .ifPresent(process -> process.onExit().join());
        System.err.println("sluice run: the supervisor is gone, so the program stops");
        ask();
    }

    private void ask() {
        asked = true;
        System.exit(ExitCode.OK);
    }

    private void askOrInsist() {
        if (asked) {
            Runtime.getRuntime().halt(CTRL_C);
        }
        ask();
    }

    /** The program's main has returned or thrown. */
    void programOver(int exitCode) {
        code = exitCode;
        over.countDown();
    }

    /** Waits for main, unless nothing is left that could make it return. */
    private void leave() {
        if (!asked) {
            return;
        }
        try {
            int idle = 0;
            while (idle < PATIENCE && !over.await(100, TimeUnit.MILLISECONDS)) {
                idle = isStopping() ? 0 : idle + 1;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (code != ExitCode.OK) {
            System.out.flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private static boolean isStopping() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(STOPPING));
    }
}
