package io.sluice.spark;

import io.sluice.SluiceConf;
import io.sluice.streaming.Durations;
import io.sluice.streaming.StreamingContext;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A driver of its own, that prints the lines of a directory's files, each of which waits at a gate, and skips batches that fail. */
public final class StoppedProgram {
    private StoppedProgram() {}

    /** Takes the checkpoint's directory, the directory that is read, and the gate's port. */
    public static void main(String[] args) throws InterruptedException {
        int gate = Integer.parseInt(args[2]);
        JavaSparkContext spark = new JavaSparkContext(
                new SparkConf().setMaster("local[2]").setAppName("stopped").set("spark.ui.enabled", "false"));
        SluiceConf skips = new SluiceConf().set("sluice.streaming.onBatchFailure", "skip");
        StreamingContext streaming = new StreamingContext(OnSpark.context(spark, skips), Durations.milliseconds(200));
        streaming.checkpoint(args[0]);
        streaming
                .textFileStream(args[1])
                .map(line -> {
                    Gate.pass(gate, line);
                    return line;
                })
                .foreachRDD(rdd -> rdd.collect().forEach(line -> System.out.println("output " + line)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tellThatItEnds(spark)));
        streaming.start();
        System.out.println("started");
        streaming.awaitTermination();
    }

    /** Spark has a second to stop, if it does before the batch is done. */
    private static void tellThatItEnds(JavaSparkContext spark) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (!spark.sc().isStopped() && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
        System.out.println("ends");
    }
}
