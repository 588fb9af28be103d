package io.sluice.benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One program of a workload and how its JVM is started. Immutable; the {@code with…} methods give changed copies.
 *
 * @param label names the program in tables, unique in its workload
 * @param mainClass only named here: its class is not initialised in the harness, so Spark need not be on its class path
 * @param server a program that must run beside this one; the port it prints becomes this program's first argument
 * @param mayFail whether a refusal is itself a result, as with a heap that is too small
 */
public record Program(
        String label,
        Platform platform,
        Class<?> mainClass,
        List<String> jvmFlags,
        List<String> args,
        Optional<Program> server,
        boolean mayFail) {
    /** The collector that a JVM on a machine of this size takes by default. */
    public static final String G1 = "-XX:+UseG1GC";

    public static final String PARALLEL = "-XX:+UseParallelGC";

    /** The heap of programs that keep much state. */
    public static final String FOUR_GB = "-Xmx4g";

    public Program {
        jvmFlags = List.copyOf(jvmFlags);
        args = List.copyOf(args);
    }

    public static Program of(String label, Platform platform, Class<?> mainClass) {
        return new Program(label, platform, mainClass, List.of("-Xmx1g", G1), List.of(), Optional.empty(), false);
    }

    public Program withJvmFlags(String... flags) {
        return new Program(label, platform, mainClass, List.of(flags), args, server, mayFail);
    }

    public Program withArgs(Object... values) {
        List<String> texts = List.of(values).stream().map(Object::toString).toList();
        return new Program(label, platform, mainClass, jvmFlags, texts, server, mayFail);
    }

    public Program withMoreArgs(Object... values) {
        List<String> texts = Stream.concat(args.stream(), Arrays.stream(values).map(Object::toString))
                .toList();
        return new Program(label, platform, mainClass, jvmFlags, texts, server, mayFail);
    }

    public Program withServer(Program beside) {
        return new Program(label, platform, mainClass, jvmFlags, args, Optional.of(beside), mayFail);
    }

    public Program thatMayFail() {
        return new Program(label, platform, mainClass, jvmFlags, args, server, true);
    }
}
