package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Broadcast;
import io.sluice.HashPartitioner;
import io.sluice.PairRdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Datasets of Sluice as datasets of Spark's, and the other way round. */
@Tag("cluster") // starts Sparks of its own, which takes seconds
class HandedOutTest {
    private static JavaSparkContext spark;
    private static SluiceContext context;

    @BeforeAll
    static void start() {
        spark = SharedCluster.get();
        context = OnSpark.context(spark.sc());
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    private static JavaRDD<Integer> handedOut(List<WeakReference<?>> broadcasts) {
        Broadcast<int[]> added = context.broadcast(new int[] {5});
        broadcasts.add(new WeakReference<>(added));
        return OnSpark.toJavaRDD(context.parallelize(List.of(1, 2, 3), 1).map(n -> n + added.value()[0]));
    }

    @Test
    void aBroadcastIsThereAsLongAsTheDatasetThatSparkHas() {
        List<WeakReference<?>> used = new ArrayList<>();
        List<WeakReference<?>> unused = new ArrayList<>();
        JavaRDD<Integer> dataset = handedOut(used);
        handedOut(unused);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (unused.get(0).get() != null && System.nanoTime() < deadline) {
            System.gc();
        }

        assertThat(unused.get(0).get())
                .as("the broadcast of a dataset that nobody has")
                .isNull();
        assertThat(used.get(0).get()).isNotNull();
        assertThat(dataset.collect()).containsExactly(6, 7, 8);
    }

    @Test
    void pairsComeAndGoWithTheirPartitioner() {
        JavaPairRDD<Integer, String> theirs = spark.parallelize(List.of(1, 2, 3, 4), 2)
                .mapToPair(n -> new scala.Tuple2<>(n, "n" + n))
                .partitionBy(new org.apache.spark.HashPartitioner(3));

        PairRdd<Integer, String> ours = OnSpark.fromJavaPairRDD(context, theirs);
        JavaPairRDD<Integer, String> back = OnSpark.toJavaPairRDD(ours.mapValues(text -> text + "!"));

        assertThat(ours.partitioner())
                .hasValueSatisfying(by -> assertThat(by.numPartitions()).isEqualTo(3));
        assertThat(ours.reduceByKey(String::concat).toDebugString()).doesNotContain("Shuffle");
        assertThat(back.partitioner().get()).isEqualTo(theirs.partitioner().get());
        assertThat(back.join(theirs).collectAsMap()).hasSize(4).containsEntry(2, new scala.Tuple2<>("n2!", "n2"));
    }

    @Test
    void pairsOfOursComeBackWithThePartitionerOfTheProgram() {
        PairRdd<Integer, Integer> ours = context.parallelize(List.of(1, 2, 3, 4), 2)
                .mapToPair(n -> new Tuple2<>(n, n))
                .partitionBy(new HashPartitioner(3));

        PairRdd<Integer, Integer> back = OnSpark.fromJavaPairRDD(context, OnSpark.toJavaPairRDD(ours));

        assertThat(back.partitioner()).contains(new HashPartitioner(3));
        assertThat(back.join(ours).count()).isEqualTo(4);
    }
}
