package io.sluice.spark.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A JVM with what it prints, which goes to a file too. Ends with this JVM. Thread-safe. */
public final class SparkProcess implements AutoCloseable {
    private static final int LAST_LINES = 60;

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread reading;

    // guarded by this
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private SparkProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.reading = new Thread(this::read, name + "-output");
        reading.setDaemon(true);
        reading.start();
    }

    /**
     * Starts a main.
     *
     * @param log where what it prints is written
     * @param classPath without what this class itself needs
     */
    public static SparkProcess start(
            String name,
            Path log,
            Map<String, String> environment,
            String classPath,
            List<String> jvmOptions,
            List<String> mainAndArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath + java.io.File.pathSeparator + ownClasses(), Leash.class.getName()));
        command.addAll(mainAndArguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            return new SparkProcess(name, builder.start(), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path ownClasses() {
        return Path.of(java.net.URI.create(
                Leash.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private void read() {
        try (BufferedReader out = process.inputReader();
                Writer file = Files.newBufferedWriter(log)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                file.write(line + System.lineSeparator());
                file.flush();
                printed(line);
            }
        } catch (IOException closed) {
            printed("its output broke off: " + closed);
        } finally {
            end();
        }
    }

    private synchronized void printed(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for a line that contains a text, also an earlier one, and answers it.
     *
     * @throws AssertionError with its last lines if none comes
     */
    public String awaitLine(String text, Duration patience) {
        return awaitLine(line -> line.contains(text), "a line with '" + text + "'", patience);
    }

    private synchronized String awaitLine(Predicate<String> wanted, String what, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        int seen = 0;
        while (true) {
            for (; seen < lines.size(); seen++) {
                if (wanted.test(lines.get(seen))) {
                    return lines.get(seen);
                }
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended || left <= 0) {
                throw new AssertionError("%s did not print %s%s:%n%s"
                        .formatted(name, what, ended ? " before it ended" : " in " + patience, lastLines()));
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what, interrupted);
            }
        }
    }

    /** Waits until it has ended, and answers its exit code; empty if it takes too long. */
    public Optional<Integer> awaitEnd(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
            reading.join();
            return Optional.of(process.exitValue());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** All that it has printed. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The end of what it has printed, for people to read. */
    public synchronized String lastLines() {
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return "---- %s (pid %d), all of it in %s%n%s%n".formatted(name, pid(), log, String.join("\n", last));
    }

    /** Kills it as SIGKILL does, and nothing that it has started. */
    public void kill() {
        process.toHandle().destroyForcibly();
    }

    /** The processes that it has started. */
    List<ProcessHandle> children() {
        return process.toHandle().children().toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> started = process.toHandle().descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(Duration.ofSeconds(20));
    }
}
