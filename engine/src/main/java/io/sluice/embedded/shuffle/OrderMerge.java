package io.sluice.embedded.shuffle;

import io.sluice.Tuple2;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Merges sorted runs into one; of equal pairs, that of the earlier run comes first. Confined. */
final class OrderMerge implements PairCursor<Object, Object> {
    private final List<PairCursor<Object, Object>> runs;
    private final PriorityQueue<Head> heads;
    private boolean started;
    private Head current;

    @SuppressWarnings("unchecked") // the runs hold what the order is for
    <K, V> OrderMerge(List<PairCursor<Object, Object>> runs, Comparator<Tuple2<K, V>> order) {
        Comparator<Tuple2<Object, Object>> byKey = (Comparator<Tuple2<Object, Object>>) (Comparator<?>) order;
        this.runs = runs;
        this.heads = new PriorityQueue<>((a, b) -> {
            int compared = byKey.compare(a.pair, b.pair);
            return compared != 0 ? compared : Integer.compare(a.number, b.number);
        });
    }

    @Override
    public boolean next() throws Exception {
        if (!started) {
            started = true;
            for (int i = 0; i < runs.size(); i++) {
                advance(new Head(runs.get(i), i));
            }
        } else if (current != null) {
            advance(current);
        }
        current = heads.poll();
        if (current == null) {
            close();
            return false;
        }
        return true;
    }

    @Override
    public Object key() {
        return current.pair._1();
    }

    @Override
    public Object value() {
        return current.pair._2();
    }

    @Override
    public Tuple2<Object, Object> pair() {
        return current.pair;
    }

    @Override
    public void close() {
        runs.forEach(PairCursor::close);
    }

    private void advance(Head head) throws Exception {
        if (head.run.next()) {
            head.pair = head.run.pair();
            heads.add(head);
        }
    }

    /** The next pair of a run. */
    private static final class Head {
        final PairCursor<Object, Object> run;
        final int number;
        Tuple2<Object, Object> pair;

        Head(PairCursor<Object, Object> run, int number) {
            this.run = run;
            this.number = number;
        }
    }
}
