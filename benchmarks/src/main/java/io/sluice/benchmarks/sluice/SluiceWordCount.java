package io.sluice.benchmarks.sluice;

import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.ColdAndWarm;
import io.sluice.benchmarks.program.WordTally;
import java.util.Arrays;

/** Counts the words of the files in a folder, given as argument. */
public final class SluiceWordCount {
    private SluiceWordCount() {}

    public static void main(String[] args) throws Exception {
        String folder = args[0];
        try (SluiceContext context = new SluiceContext(SluiceSettings.named("word count"))) {
            ColdAndWarm.measure(() -> context.textFile(folder)
                    .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .reduceByKey(Integer::sum)
                    .aggregate(new WordTally(), (tally, count) -> tally.add(count._1(), count._2()), WordTally::merge));
        }
    }
}
