package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

/** Spark stops by itself when the Master is gone for good, or executors fail too often: no batch can run any more. */
class LostContextTest {
    @Test
    void aProgramThatSkipsBatches_endsAllTheSame() {
        SharedCluster.stop(); // a process has one Spark at a time
        JavaSparkContext spark = new JavaSparkContext(
                new SparkConf().setMaster("local[1]").setAppName("lost").set("spark.ui.enabled", "false"));
        SluiceContext context = OnSpark.context(spark, new SluiceConf().set("sluice.streaming.onBatchFailure", "skip"));
        Queue<Rdd<Integer>> input = new ArrayDeque<>(List.of(context.parallelize(List.of(1), 1)));
        try (StreamingContext streaming = new StreamingContext(context, Durations.milliseconds(100))) {
            streaming.queueStream(input).foreachRDD(rdd -> {
                spark.stop();
                rdd.count();
            });
            streaming.start();

            assertThatThrownBy(streaming::awaitTermination)
                    .isInstanceOfSatisfying(
                            StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_STOPPED))
                    .hasMessageContaining("foreachRDD at LostContextTest.java");
        }
        assertThat(context.isStopped()).isTrue();
    }
}
