package io.sluice.benchmarks.micro;

import io.sluice.HashPartitioner;
import io.sluice.Tuple2;
import io.sluice.benchmarks.data.ZipfWords;
import io.sluice.embedded.memory.MemoryBudget;
import io.sluice.embedded.shuffle.MapOutput;
import io.sluice.embedded.shuffle.ShuffleResources;
import io.sluice.embedded.shuffle.ShuffleWriter;
import io.sluice.embedded.shuffle.SpillFiles;
import io.sluice.lineage.Aggregator;
import io.sluice.serializer.RecordCodecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/** The map side of {@code reduceByKey}: one word and a 1 into the combine table of a map task, boxing included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgs = "-Xmx1g")
public class CombineBenchmark {
    private static final int WORDS = 1_000_000;
    private static final int REDUCERS = 2;
    private static final long BUDGET = 256L << 20;

    /** How many different words there are; they come with Zipf's frequencies. */
    @Param({"1000", "150000"})
    public int distinct;

    private List<Tuple2<String, Integer>> pairs;
    private SpillFiles spills;
    private ShuffleResources resources;

    @Setup
    public void makeWords() {
        ZipfWords words = new ZipfWords(distinct, 1);
        SplittableRandom random = new SplittableRandom(2);
        pairs = new ArrayList<>(WORDS);
        for (int i = 0; i < WORDS; i++) {
            pairs.add(new Tuple2<>(new String(words.next(random), StandardCharsets.UTF_8), 1));
        }
        spills = new SpillFiles(Path.of(System.getProperty("java.io.tmpdir")));
        resources = new ShuffleResources(
                new MemoryBudget(BUDGET), spills, RecordCodecs.java(getClass().getClassLoader()), false);
    }

    @TearDown
    public void removeSpills() {
        spills.close();
    }

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public long combine() throws Exception {
        ShuffleWriter<String, Integer> writer =
                new ShuffleWriter<>(resources, new HashPartitioner(REDUCERS), Aggregator.reducing(Integer::sum));
        for (Tuple2<String, Integer> pair : pairs) {
            writer.accept(pair);
        }
        try (MapOutput output = writer.finish()) {
            return output.records();
        }
    }
}
