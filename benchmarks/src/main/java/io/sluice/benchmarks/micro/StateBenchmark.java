package io.sluice.benchmarks.micro;

import io.sluice.state.StateEntry;
import io.sluice.state.StateId;
import io.sluice.state.StatePartition;
import io.sluice.state.StateStore;
import io.sluice.state.memory.LiveStates;
import io.sluice.storage.log.LocalLogStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One partition of state: per key, what a batch costs that adds one to a tenth of the counts, and what reading them back does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class StateBenchmark {
    private static final int KEYS = 1_000_000;
    private static final int TOUCHED = 100_000;

    /** What a key counts in: unboxed in the table, or objects. */
    @Param({"long", "record"})
    public String values;

    private final SplittableRandom random = new SplittableRandom(1);
    private Path directory;
    private StatePartition<String, Object> state;
    private long version;

    /** A value that the table keeps as an object. */
    public record Count(long count, String page) {}

    @Setup
    public void fill() throws Exception {
        directory = Files.createTempDirectory("state-benchmark");
        state = open();
        StateStore<String, Object> store = begin();
        for (int i = 0; i < KEYS; i++) {
            store.entry(key(i)).set(next(null));
        }
        state.prepare();
    }

    private StatePartition<String, Object> open() {
        return new LiveStates().open(new StateId("benchmark", "counts"), 0, new LocalLogStorage(directory));
    }

    private StateStore<String, Object> begin() {
        return state.begin(version == 0 ? StatePartition.EMPTY : version, ++version);
    }

    private static String key(int number) {
        return "user-" + (number + 1_000_000);
    }

    private Object next(Object before) {
        if (values.equals("long")) {
            return before == null ? 1L : (Long) before + 1;
        }
        return before == null ? new Count(1, "home") : new Count(((Count) before).count() + 1, "home");
    }

    @TearDown
    public void removeFiles() throws IOException {
        state.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A batch that is not durable: looks up and sets, then undoes. */
    @Benchmark
    @OperationsPerInvocation(TOUCHED)
    public void touchAndUndo() throws Exception {
        touch(state.begin(version, version + 1));
        state.abort();
    }

    /** A whole batch, durable. */
    @Benchmark
    @OperationsPerInvocation(TOUCHED)
    public void batch() throws Exception {
        touch(begin());
        state.prepare();
    }

    /** Visits every key. */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public long visitAll() throws Exception {
        long[] sum = new long[1];
        state.begin(version, version + 1)
                .forEach(entry -> sum[0] += entry.value().hashCode());
        state.abort();
        return sum[0];
    }

    /** Opens what is on the disk. */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public long recover() throws Exception {
        state.close();
        state = open();
        StateStore<String, Object> store = state.begin(version, version + 1);
        long size = store.size();
        state.abort();
        return size;
    }

    private void touch(StateStore<String, Object> store) {
        for (int i = 0; i < TOUCHED; i++) {
            StateEntry<String, Object> entry = store.entry(key(random.nextInt(KEYS)));
            entry.set(next(entry.value()));
        }
    }
}
