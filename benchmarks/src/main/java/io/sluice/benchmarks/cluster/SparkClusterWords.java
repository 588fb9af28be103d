package io.sluice.benchmarks.cluster;

import io.sluice.benchmarks.program.ColdAndWarm;
import io.sluice.benchmarks.program.WordTally;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Counts the words of files, as one writes that for Spark; arguments: port of the cluster, folder. */
public final class SparkClusterWords {
    private SparkClusterWords() {}

    public static void main(String[] args) throws Exception {
        try (JavaSparkContext context = OnCluster.start(args[0], "words")) {
            ColdAndWarm.measure(() -> context.textFile(args[1])
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum)
                    .aggregate(new WordTally(), (tally, count) -> tally.add(count._1(), count._2()), WordTally::merge));
        }
    }
}
