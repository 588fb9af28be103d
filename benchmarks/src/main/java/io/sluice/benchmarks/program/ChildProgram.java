package io.sluice.benchmarks.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program in a JVM like this one, which prints {@link Figures} and lives until it is killed. */
public final class ChildProgram implements AutoCloseable {
    private final Process process;
    private final Stopwatch sinceStart;
    private final BufferedReader lines;

    private ChildProgram(Process process, Stopwatch sinceStart) {
        this.process = process;
        this.sinceStart = sinceStart;
        this.lines = process.inputReader();
    }

    /**
     * A figure that came.
     *
     * @param seconds from the start of the process until it came
     */
    public record Arrival(String value, double seconds) {}

    public static ChildProgram start(Class<?> main, Object... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Stopwatch sinceStart = Stopwatch.start();
        return new ChildProgram(builder.start(), sinceStart);
    }

    /**
     * Waits for a figure.
     *
     * @throws IOException if the program ended before
     */
    public Arrival awaitFigure(String key) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(key + "=")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the program ended before it printed " + key);
        }
        return new Arrival(line.substring(key.length() + 1), sinceStart.seconds());
    }

    /** Ends it by SIGKILL. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
