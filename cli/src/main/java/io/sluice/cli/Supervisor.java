package io.sluice.cli;

import io.sluice.time.StreamClock;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program in a process of its own, and starts it again when it dies, so that a driver comes back on the machine it was
 * on. It ends with the program when that is done, was stopped, or cannot end otherwise the next time; or when it has died
 * too often in a row. One thread runs it, another may stop it. When the supervisor itself is killed, the program notices that and
 * stops as on SIGTERM ({@link PoliteEnd#endWith}).
 */
final class Supervisor {
    private final List<String> command;
    private final RestartPolicy policy;
    private final KeptOutput output;
    private final Surroundings here;
    private final StreamClock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    // guarded by this
    private Process running;

    Supervisor(List<String> command, RestartPolicy policy, KeptOutput output, Surroundings here, StreamClock clock) {
        this.command = List.copyOf(command);
        this.policy = policy;
        this.output = output;
        this.here = here;
        this.clock = clock;
    }

    /** Runs the program until it is over for good; returns the exit code for that. */
    int run() throws IOException, InterruptedException {
        int restarts = 0;
        while (true) {
            long started = clock.nanoTime();
            int code = runOnce();
            if (isStopped() || !ExitCode.mayBeTriedAgain(code)) {
                return code;
            }
            Duration ran = Duration.ofNanos(clock.nanoTime() - started);
            restarts = ran.compareTo(policy.wellAfter()) >= 0 ? 1 : restarts + 1;
            if (restarts > policy.maxRestarts()) {
                tell("it ended with exit code %d, and was started again %d times in a row already: that is enough"
                        .formatted(code, policy.maxRestarts()));
                return ExitCode.RESTARTED_TOO_OFTEN;
            }
            Duration delay = policy.delay(restarts);
            tell("it ended with exit code %d after %d s; restart %d of %d comes in %d ms"
                    .formatted(code, ran.toSeconds(), restarts, policy.maxRestarts(), delay.toMillis()));
            if (stopped.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                return ExitCode.OK;
            }
        }
    }

    private int runOnce() throws IOException, InterruptedException {
        Process process = start();
        Thread out = passing(process.getInputStream(), here.out(), "out");
        Thread err = passing(process.getErrorStream(), here.err(), "err");
        int code = process.waitFor();
        out.join();
        err.join();
        return code;
    }

    private synchronized Process start() throws IOException {
        running = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (isStopped()) {
            running.toHandle().destroy();
        }
        return running;
    }

    private Thread passing(InputStream from, PrintStream to, String name) {
        Thread passing = new Thread(
                () -> {
                    try {
                        output.pass(from, to);
                    } catch (IOException failed) {
                        throw new UncheckedIOException("the output of the program is not passed on any more", failed);
                    }
                },
                "sluice-supervised-" + name);
        passing.setDaemon(true);
        passing.start();
        return passing;
    }

    /** Has the program stop as SIGTERM does, and no other start. Asked again, kills it. */
    synchronized void stop() {
        if (running != null) {
            if (isStopped()) {
                running.destroyForcibly();
            } else {
                running.toHandle()
                        .destroy(); // the process's own destroy would close its streams, and lose its last words
            }
        }
        stopped.countDown();
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private void tell(String sentence) {
        here.err().println("sluice run --supervise: " + sentence);
    }
}
