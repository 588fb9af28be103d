package io.sluice.benchmarks.sluice;

import io.sluice.PairRdd;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.PairTally;
import io.sluice.benchmarks.program.RandomPairs;
import io.sluice.benchmarks.program.Stopwatch;
import java.util.List;
import java.util.stream.IntStream;

/** A shuffle larger than the heap; arguments: {@code group} or {@code sort}, number of pairs, number of partitions. */
public final class SluiceBigShuffle {
    private SluiceBigShuffle() {}

    public static void main(String[] args) {
        boolean sort = args[0].equals("sort");
        int partitions = Integer.parseInt(args[2]);
        long pairsEach = Long.parseLong(args[1]) / partitions;
        try (SluiceContext context = new SluiceContext(SluiceSettings.named("big shuffle"))) {
            List<Integer> numbers = IntStream.range(0, partitions).boxed().toList();
            PairRdd<Integer, String> pairs = context.parallelize(numbers, partitions)
                    .flatMapToPair(number -> new RandomPairs<Tuple2<Integer, String>>(number, pairsEach, Tuple2::new));
            Stopwatch watch = Stopwatch.start();
            PairTally tally = PairTally.of(sort ? sorted(pairs) : grouped(pairs));
            Figures.print("shuffle.s", watch.seconds());
            tally.print();
            if (sort) {
                tally.requireOrdered();
            }
        }
    }

    private static List<PairTally> grouped(PairRdd<Integer, String> pairs) {
        return pairs.groupByKey()
                .mapPartitions(groups -> {
                    PairTally tally = new PairTally();
                    groups.forEachRemaining(group -> group._2().forEach(value -> tally.add(group._1(), value)));
                    return List.of(tally).iterator();
                })
                .collect();
    }

    private static List<PairTally> sorted(PairRdd<Integer, String> pairs) {
        return pairs.sortByKey()
                .mapPartitions(inOrder -> {
                    PairTally tally = new PairTally();
                    inOrder.forEachRemaining(pair -> tally.add(pair._1(), pair._2()));
                    return List.of(tally).iterator();
                })
                .collect();
    }
}
