package io.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The launcher in a process of its own, which is gone when this is closed. */
final class LauncherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    private LauncherProcess(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        out = process.inputReader();
    }

    static LauncherProcess start(String... line) throws IOException {
        return start(Map.of(), line);
    }

    /** With more variables in its environment. */
    static LauncherProcess start(Map<String, String> environment, String... line) throws IOException {
        return new LauncherProcess(java(Sluice.class, line), environment);
    }

    /** The command that runs a main of the class path of this test. */
    static List<String> java(Class<?> main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    /** Reads what it prints until a line comes that contains a text. */
    void awaitLine(String text) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(text)) {
            lines.add(line);
            line = out.readLine();
        }
        if (line == null) {
            throw new AssertionError("there was no line with '%s' in %s".formatted(text, lines));
        }
        lines.add(line);
    }

    void sigterm() {
        process.toHandle().destroy(); // the process's own destroy closes its streams, too
    }

    /** Kills it, and only it, and answers which process it had started. */
    ProcessHandle sigkill() {
        ProcessHandle child = process.children().findFirst().orElseThrow();
        process.toHandle().destroyForcibly();
        return child;
    }

    /** The exit code, once everything is read. */
    int end() throws IOException, InterruptedException {
        out.lines().forEach(lines::add);
        return process.waitFor();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
