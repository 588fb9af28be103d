package io.sluice;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Takes the first records, computing as few partitions as it can. */
final class Taking {
    /** Each round that brought too little looks at this many times as many partitions as all rounds before. */
    private static final int GROWTH = 4;

    private Taking() {}

    static <T> List<T> take(Jobs<T> jobs, int n) {
        requireNotNegative(n, "take");
        List<T> taken = new ArrayList<>();
        int partitions = n == 0 ? 0 : jobs.numPartitions();
        for (int from = 0, round = 1; from < partitions && taken.size() < n; from += round, round = from * GROWTH) {
            int until = (int) Math.min(partitions, (long) from + round);
            int wanted = n - taken.size();
            for (List<T> some : jobs.run((task, records) -> few(records.iterator(), wanted), range(from, until))) {
                taken.addAll(some.subList(0, Math.min(some.size(), n - taken.size())));
            }
        }
        return taken;
    }

    static void requireNotNegative(int n, String action) {
        if (n < 0) {
            throw new IllegalArgumentException("%s needs a number that is not negative, got %d".formatted(action, n));
        }
    }

    private static <T> List<T> few(Iterator<T> records, int wanted) {
        List<T> few = new ArrayList<>();
        while (few.size() < wanted && records.hasNext()) {
            few.add(records.next());
        }
        return few;
    }

    private static List<Integer> range(int from, int until) {
        return IntStream.range(from, until).boxed().toList();
    }
}
