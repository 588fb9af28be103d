package io.sluice.benchmarks.program;

/** Real time since it was started; the one place where measured programs read the JVM's clock for durations. */
public final class Stopwatch {
    private final long startNanos = System.nanoTime();

    public static Stopwatch start() {
        return new Stopwatch();
    }

    public long nanos() {
        return System.nanoTime() - startNanos;
    }

    public double seconds() {
        return nanos() / 1e9;
    }
}
