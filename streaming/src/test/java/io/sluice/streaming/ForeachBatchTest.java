package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import io.sluice.Tuple2;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class ForeachBatchTest {
    static final List<String> SEEN = new CopyOnWriteArrayList<>();

    private static DStream<String> words(BatchByBatch run) {
        Rdd<String> first = run.streaming().sluiceContext().parallelize(List.of("to", "be"), 1);
        return run.streaming().queueStream(new ArrayDeque<>(List.of(first)));
    }

    @Test
    void theFunctionGetsTheRecordsAndWhatNamesThem() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        try (BatchByBatch run = new BatchByBatch()) {
            words(run).foreachBatch((rdd, batch) -> seen.add(batch.token(3) + " " + rdd.collect()));
            words(run)
                    .mapToPair(word -> new Tuple2<>(word, 1))
                    .foreachBatch((rdd, batch) ->
                            seen.add(batch.output() + " " + rdd.collectAsMap().get("to")))
                    .name("counts");
            run.start();

            run.runBatch();
        }

        assertThat(seen).containsExactly("test/foreachBatch-1/1000001000/3 [to, be]", "counts 1");
    }

    @Test
    void whenABatchIsTriedAgain_thenItHasTheSameToken() throws Exception {
        List<Batch> seen = new CopyOnWriteArrayList<>();
        try (BatchByBatch run = new BatchByBatch("onBatchFailure=retry(2)")) {
            words(run).foreachBatch((rdd, batch) -> {
                seen.add(batch);
                if (seen.size() < 3) {
                    throw new IllegalStateException("not yet");
                }
            });
            run.start();

            run.runBatch();
        }

        assertThat(seen).hasSize(3).containsOnly(new Batch("test", new Time(1_000_001_000), "foreachBatch-1"));
    }
}
