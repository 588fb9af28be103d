package io.sluice.torture;

import io.sluice.torture.program.Driver;
import io.sluice.torture.program.DriverSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process of a {@link Driver}. Everything it says goes to a file. Confined to one thread. */
final class DriverProcess {
    private final Process process;
    private final Path log;
    private final Thread listener;
    private final CountDownLatch startedOrOver = new CountDownLatch(1);
    private volatile boolean started;
    private volatile boolean killed;
    private volatile String reason = "";

    private DriverProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.listener = new Thread(this::listen, "torture-listener");
        listener.setDaemon(true);
        listener.start();
    }

    static DriverProcess start(DriverSettings settings, Path log) throws IOException {
        return start(Driver.class, settings.words(), log);
    }

    /** Starts a main class that behaves as {@link Driver} does. */
    static DriverProcess start(Class<?> main, List<String> words, Path log) throws IOException {
        return start(List.of("-Xmx192m", "-cp", System.getProperty("java.class.path")), Map.of(), main, words, log);
    }

    /** Starts one with a class path and a heap of its own, which the options give. */
    static DriverProcess start(
            List<String> options, Map<String, String> environment, Class<?> main, List<String> words, Path log)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto"));
        command.addAll(options);
        command.add(main.getName());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new DriverProcess(builder.start(), log);
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                Writer copy = Files.newBufferedWriter(log)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                copy.write(line + "\n");
                copy.flush(); // for who looks while it runs
                if (line.equals(Driver.STARTED)) {
                    started = true;
                    startedOrOver.countDown();
                } else if (line.startsWith(Driver.FAILED)) {
                    reason = line.substring(Driver.FAILED.length() + 1);
                }
            }
        } catch (IOException broken) {
            if (!killed) { // ending a process closes what is still to be read from it
                throw new UncheckedIOException(broken);
            }
        } finally {
            startedOrOver.countDown();
        }
    }

    Path log() {
        return log;
    }

    /** Whether a process was started when this one was there already. */
    boolean isOlderThan(ProcessHandle other) {
        return process.info()
                .startInstant()
                .flatMap(own -> other.info().startInstant().map(own::isBefore))
                .orElse(false);
    }

    /** Returns when batches run; throws if they never will. */
    void awaitStarted(Duration patience) throws InterruptedException {
        if (!startedOrOver.await(patience.toMillis(), TimeUnit.MILLISECONDS) || !started) {
            throw new UnfinishedException(kill(), "did not start", log);
        }
    }

    /** Returns when batches run, or the process has ended. */
    void awaitStartedOrOver() throws InterruptedException {
        startedOrOver.await();
    }

    /** Whether it ends by itself in that time. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns when it has ended by itself. */
    Ending awaitEnding(Duration patience) throws InterruptedException {
        if (!endsWithin(patience)) {
            throw new UnfinishedException(kill(), "does not end", log);
        }
        listener.join();
        return new Ending(process.exitValue(), reason);
    }

    /** Ends it with SIGKILL, if it has not ended. */
    Ending kill() {
        killed = true;
        process.destroyForcibly();
        try {
            process.waitFor();
            listener.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new Ending(process.exitValue(), reason);
    }

    /** Has it process what it has, and end. */
    void drain(Duration patience) throws IOException, InterruptedException {
        Ending ending;
        try (Writer commands = process.outputWriter(StandardCharsets.UTF_8)) {
            commands.write(Driver.DRAIN + "\n");
            commands.flush();
            ending = awaitEnding(patience);
        }
        if (ending.exitCode() != 0) {
            throw new UnfinishedException(ending, "ended while it was to finish", log);
        }
    }
}
