package io.sluice.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs command lines in this JVM and keeps what they print. */
final class Shell {
    private final Path home;
    private final Map<String, String> environment;

    Shell(Path home) {
        this(home, Map.of());
    }

    Shell(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** What came of a command line. */
    record Result(int code, String out, String err) {}

    Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings here = new Surroundings(home, false, text(out), text(err), false, environment);
        int code = Sluice.run(here, words);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream text(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
