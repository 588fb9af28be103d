package io.sluice.benchmarks.cluster;

import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.ColdAndWarm;
import io.sluice.benchmarks.program.WordTally;
import io.sluice.spark.OnSpark;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;

/** Counts the words of files with Sluice; arguments: port of the cluster, folder. */
public final class SluiceClusterWords {
    private SluiceClusterWords() {}

    public static void main(String[] args) throws Exception {
        try (JavaSparkContext spark = OnCluster.start(args[0], "words");
                SluiceContext context = OnSpark.context(spark)) {
            ColdAndWarm.measure(() -> context.textFile(args[1])
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum)
                    .aggregate(new WordTally(), (tally, count) -> tally.add(count._1(), count._2()), WordTally::merge));
        }
    }
}
