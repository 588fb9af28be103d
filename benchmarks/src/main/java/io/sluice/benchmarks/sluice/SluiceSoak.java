package io.sluice.benchmarks.sluice;

import io.sluice.Rdd;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.Figures;
import io.sluice.benchmarks.program.Holdings;
import io.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Very many batches, first empty ones, then small ones, and what the JVM holds before, in between and after the close;
 * arguments: empty batches, small batches. A short stream runs first, so that what a JVM opens once is not counted.
 */
public final class SluiceSoak {
    private static final Duration INTERVAL = Duration.ofMillis(1);
    private static final int TO_WARM_UP = 2_000;

    private SluiceSoak() {}

    public static void main(String[] args) throws Exception {
        int empty = Integer.parseInt(args[0]);
        int small = Integer.parseInt(args[1]);
        stream(TO_WARM_UP, TO_WARM_UP);
        Holdings before = Holdings.now();
        before.print("before");

        stream(empty, small);

        Holdings closed = Holdings.now();
        closed.print("closed");
        Figures.print("threads.left", closed.threads() - before.threads());
        Figures.print("files.left", closed.openFiles() - before.openFiles());
    }

    private static void stream(int empty, int small) throws InterruptedException {
        List<Integer> hundred = IntStream.range(0, 100).boxed().toList();
        CountDownLatch settled = new CountDownLatch(Math.min(TO_WARM_UP, empty));
        CountDownLatch emptyDone = new CountDownLatch(empty);
        CountDownLatch allDone = new CountDownLatch(empty + small);
        try (StreamingContext context = new StreamingContext(SluiceSettings.named("soak"), INTERVAL)) {
            Queue<Rdd<Integer>> batches = new ConcurrentLinkedQueue<>();
            context.queueStream(batches)
                    .mapToPair(number -> new Tuple2<>(number % 10, 1))
                    .reduceByKey(Integer::sum)
                    .foreachRDD(counts -> {
                        counts.collect();
                        settled.countDown();
                        emptyDone.countDown();
                        allDone.countDown();
                        if (emptyDone.getCount() == 0) {
                            batches.add(context.sluiceContext().parallelize(hundred));
                        }
                    });
            context.start();
            settled.await();
            Holdings atFirst = Holdings.now();
            emptyDone.await();
            Holdings afterEmpty = Holdings.now();
            allDone.await();
            Holdings afterSmall = Holdings.now();
            afterEmpty.print("empty");
            afterSmall.print("small");
            Figures.print("empty.growth.mb", afterEmpty.heapMegabytes() - atFirst.heapMegabytes());
            Figures.print("small.growth.mb", afterSmall.heapMegabytes() - atFirst.heapMegabytes());
        }
    }
}
