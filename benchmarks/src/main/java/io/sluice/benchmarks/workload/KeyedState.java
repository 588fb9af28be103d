package io.sluice.benchmarks.workload;

import io.sluice.benchmarks.cluster.OnCluster;
import io.sluice.benchmarks.program.KeyedLoad;
import io.sluice.benchmarks.report.Comparison;
import io.sluice.benchmarks.run.Figure;
import io.sluice.benchmarks.run.Platform;
import io.sluice.benchmarks.run.Program;
import io.sluice.benchmarks.sluice.SluiceMapWithState;
import io.sluice.benchmarks.sluice.SluiceUpdateState;
import io.sluice.benchmarks.spark.SparkMapWithState;
import io.sluice.benchmarks.spark.SparkUpdateState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Counts of very many keys, of which each batch touches some. */
final class KeyedState implements Workload {
    private static final Figure MEDIAN = Figure.value("batch p50, ms", "batch.p50.ms");
    private static final Figure SLOWEST = Figure.value("slowest, ms", "batch.max.ms");
    private static final Figure SPIKE = Figure.value("slowest over p50", "batch.max.over.p50");
    private static final double MOST_SPIKE = 3;

    private final Operation operation;
    private final KeyedLoad forSpark;
    private final Place place;

    private KeyedState(Operation operation, KeyedLoad forSpark, Place place) {
        this.operation = operation;
        this.forSpark = forSpark;
        this.place = place;
    }

    /**
     * Where it runs.
     *
     * @param timesFaster than Spark, at least
     */
    private record Place(boolean cluster, double timesFaster) {
        Program program(String label, Platform embedded, Platform onCluster, Class<?> main, KeyedLoad load) {
            if (!cluster) {
                return Program.of(label, embedded, main)
                        .withJvmFlags(Program.FOUR_GB, Program.G1)
                        .withArgs(load.args());
            }
            return Program.of(label, onCluster, OnCluster.class)
                    .withServer(Clusters.standalone())
                    .withArgs(main.getName())
                    .withMoreArgs(load.args());
        }
    }

    /** Spark's intervals are such that its checkpoints, at their default distance, are ten batches apart. */
    private enum Operation {
        UPDATE_STATE(
                "updatestate",
                "updateStateByKey",
                "all counts",
                1_000,
                15,
                SparkUpdateState.class,
                SluiceUpdateState.class),
        MAP_WITH_STATE(
                "mapwithstate",
                "mapWithState",
                "its new counts",
                500,
                12,
                SparkMapWithState.class,
                SluiceMapWithState.class);

        private final String name;
        private final String method;
        private final String read;
        private final int sparkMillis;
        private final double timesFaster;
        private final Class<?> spark;
        private final Class<?> sluice;

        Operation(
                String name,
                String method,
                String read,
                int sparkMillis,
                double timesFaster,
                Class<?> spark,
                Class<?> sluice) {
            this.name = name;
            this.method = method;
            this.read = read;
            this.sparkMillis = sparkMillis;
            this.timesFaster = timesFaster;
            this.spark = spark;
            this.sluice = sluice;
        }

        KeyedState of(int keys, int touched, int warmUp, int measured) {
            return new KeyedState(
                    this, new KeyedLoad(sparkMillis, keys, touched, warmUp, measured), new Place(false, timesFaster));
        }
    }

    static KeyedState updateStateByKey() {
        return Operation.UPDATE_STATE.of(1_000_000, 100_000, 100, 60);
    }

    static KeyedState mapWithState() {
        return Operation.MAP_WITH_STATE.of(1_000_000, 100_000, 100, 60);
    }

    /** The same on a standalone cluster of Spark's, where it is to be so many times faster. */
    KeyedState onCluster(double timesFaster) {
        return new KeyedState(operation, forSpark, new Place(true, timesFaster));
    }

    @Override
    public Workload quick() {
        return new KeyedState(operation, new KeyedLoad(operation.sparkMillis, 10_000, 1_000, 12, 8), place);
    }

    @Override
    public String name() {
        return place.cluster() ? "cluster" + operation.name : operation.name;
    }

    @Override
    public String title() {
        return "%s, %,d keys, %,d touched a batch%s"
                .formatted(
                        operation.method,
                        forSpark.keys(),
                        forSpark.touched(),
                        place.cluster() ? ", on a Spark cluster" : "");
    }

    @Override
    public String explanation() {
        return "Counts by key; each batch reads %s. Checkpoint on in both. %d batches after %d to fill the state and to warm "
                        .formatted(operation.read, forSpark.measured(), forSpark.warmUp())
                + "up, back to back, or every %d ms in Spark when it keeps up. What all batches read must be the same."
                        .formatted(forSpark.intervalMillis())
                + (place.cluster() ? " A Master and two Workers with a core and 1 GB each, for each program." : "");
    }

    @Override
    public List<Program> programs(Path dataFolder) {
        KeyedLoad forSluice = forSpark.every(10);
        return List.of(
                place.program("Spark", Platform.SPARK, Platform.SPARK_STREAMING_ON_CLUSTER, operation.spark, forSpark),
                place.program("Sluice", Platform.SLUICE, Platform.CLUSTER, operation.sluice, forSluice));
    }

    @Override
    public List<Figure> figures() {
        return List.of(MEDIAN, Figure.value("batch p99, ms", "batch.p99.ms"), SLOWEST, SPIKE);
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(
                Comparison.ratio("Sluice faster than Spark, p50", MEDIAN, "Spark", "Sluice")
                        .atLeast(place.timesFaster()),
                Comparison.median("Sluice, slowest batch over p50", "", SPIKE, "Sluice")
                        .atMost(MOST_SPIKE),
                Comparison.ratio("Sluice faster than Spark, slowest batch", SLOWEST, "Spark", "Sluice"));
    }

    @Override
    public Set<String> mustAgree() {
        return WordCount.COUNTED;
    }

    @Override
    public int runs(int wanted) {
        return Math.min(wanted, 3);
    }
}
