package io.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Another process in place of this one: with its output, its signals, and its exit code. */
final class HandedOver {
    private final Surroundings here;

    HandedOver(Surroundings here) {
        this.here = here;
    }

    /** Waits until it has ended, and answers its exit code. */
    int run(ProcessBuilder builder) throws IOException, InterruptedException {
        return here.ownJvm() ? inOwnJvm(builder) : shown(builder);
    }

    private static int inOwnJvm(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.inheritIO().start();
        Signals.handle("TERM", process.toHandle()::destroy);
        Signals.handle("INT", () -> {}); // reaches it from the terminal, too
        return process.waitFor();
    }

    private int shown(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        Thread errors = new Thread(() -> pass(process.getErrorStream(), here.err()), "sluice-handed-over");
        errors.start();
        pass(process.getInputStream(), here.out());
        errors.join();
        return process.waitFor();
    }

    private static void pass(InputStream from, PrintStream to) {
        try {
            from.transferTo(to);
            to.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
