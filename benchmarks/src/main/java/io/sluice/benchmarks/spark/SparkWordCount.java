package io.sluice.benchmarks.spark;

import io.sluice.benchmarks.program.ColdAndWarm;
import io.sluice.benchmarks.program.WordTally;
import java.util.Arrays;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Counts the words of the files in a folder, given as argument. */
public final class SparkWordCount {
    private SparkWordCount() {}

    public static void main(String[] args) throws Exception {
        String folder = args[0];
        try (JavaSparkContext context = new JavaSparkContext(SparkSettings.named("word count"))) {
            ColdAndWarm.measure(() -> context.textFile(folder)
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum)
                    .aggregate(new WordTally(), (tally, count) -> tally.add(count._1(), count._2()), WordTally::merge));
        }
    }
}
