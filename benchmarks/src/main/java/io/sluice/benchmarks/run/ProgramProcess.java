package io.sluice.benchmarks.run;

import io.sluice.benchmarks.program.Stopwatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A running program: reads the lines it prints, ends it when it takes too long. Confined to one thread. */
final class ProgramProcess implements AutoCloseable {
    private final Process process;
    private final Stopwatch sinceStart;
    private final BufferedReader lines;
    private final Path errors;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Double> arrivalMillis = new HashMap<>();

    private ProgramProcess(Process process, Stopwatch sinceStart, Path errors) {
        this.process = process;
        this.sinceStart = sinceStart;
        this.errors = errors;
        this.lines = process.inputReader();
    }

    /** @param errors the file that takes the program's standard error */
    static ProgramProcess start(Program program, List<String> leadingArgs, Home home, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program.jvmFlags());
        command.addAll(program.platform().moduleFlags());
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(home.scratch()));
        command.addAll(List.of("-cp", program.platform().classPath(home)));
        command.add(program.mainClass().getName());
        command.addAll(leadingArgs);
        command.addAll(program.args());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        Stopwatch sinceStart = Stopwatch.start();
        return new ProgramProcess(builder.start(), sinceStart, errors);
    }

    /** Waits until the program has printed this key. */
    String awaitValue(String key) throws IOException {
        while (!values.containsKey(key)) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the program ended before it printed " + key + "; its errors are in " + errors);
            }
            note(line);
        }
        return values.get(key);
    }

    /** Waits until the program has ended, at most for {@code limit}. */
    RunResult awaitEnd(Duration limit) throws IOException, InterruptedException {
        AtomicBoolean tookTooLong = new AtomicBoolean();
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(
                () -> {
                    tookTooLong.set(true);
                    process.destroyForcibly();
                },
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            note(line);
        }
        int exitCode = process.waitFor();
        watchdog.cancel(false);
        if (tookTooLong.get()) {
            return result(Optional.of("not finished after " + limit.toSeconds() + " s"));
        }
        return result(exitCode == 0 ? Optional.empty() : Optional.of(firstError(exitCode)));
    }

    /** Ends the program if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(String line) {
        int equals = line.indexOf('=');
        if (equals > 0) {
            values.put(line.substring(0, equals), line.substring(equals + 1));
            arrivalMillis.put(line.substring(0, equals), sinceStart.nanos() / 1e6);
        }
    }

    private RunResult result(Optional<String> failure) {
        return new RunResult(values, arrivalMillis, failure);
    }

    private String firstError(int exitCode) {
        try (Stream<String> text = Files.lines(errors)) {
            return text.filter(line -> line.contains("Exception") || line.contains("Error"))
                    .findFirst()
                    .orElse("exit code " + exitCode);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
