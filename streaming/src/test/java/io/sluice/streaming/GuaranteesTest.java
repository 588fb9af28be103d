package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.Rdd;
import io.sluice.streaming.sink.JdbcSink;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.StreamSource;
import java.io.DataInput;
import java.io.DataOutput;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuaranteesTest {
    final BatchByBatch run = new BatchByBatch();
    final StreamingContext streaming = run.streaming();

    @AfterEach
    void close() {
        run.close();
    }

    /** Numbers that a later run can read again. */
    record Range(long from) implements BatchInput {
        @Override
        public long records() {
            return 1;
        }

        @Override
        public String description() {
            return "one number";
        }
    }

    private DStream<Long> replayable() {
        return streaming.stream(new StreamSource<Long, Range>() {
            @Override
            public String name() {
                return "numbers";
            }

            @Override
            public Optional<Range> plan(Time time) {
                return Optional.of(new Range(time.milliseconds()));
            }

            @Override
            public Rdd<Long> rdd(Range input) {
                return streaming.sluiceContext().parallelize(List.of(input.from()));
            }

            @Override
            public Optional<PlanCodec<Range>> planCodec() {
                return Optional.of(new PlanCodec<>() {
                    @Override
                    public void write(Range plan, DataOutput out) throws java.io.IOException {
                        out.writeLong(plan.from());
                    }

                    @Override
                    public Range read(DataInput in) throws java.io.IOException {
                        return new Range(in.readLong());
                    }
                });
            }
        });
    }

    @Test
    void eachSourceAndEachOutputItReachesIsALine(@TempDir Path checkpoint) {
        streaming.checkpoint(checkpoint.toString());
        DStream<Long> numbers = replayable().name("numbers");
        DStream<Long> queued = streaming.queueStream(new ArrayDeque<>());
        numbers.union(queued).saveAsTextFiles("out/all");
        numbers.foreachBatch(JdbcSink.append(
                        () -> DriverManager.getConnection("jdbc:h2:mem:x"),
                        "numbers",
                        List.of("n"),
                        (row, number) -> row.setLong(1, number)))
                .name("table");
        queued.foreachBatch((rdd, batch) -> {});
        numbers.print();
        queued.print();

        assertThat(streaming.explain()).isEqualTo("""
                        numbers (numbers) -> saveAsTextFiles-1 (files out/all-TIME): exactly once: the source is replayed, and a batch that runs again replaces its results
                        queueStream-1 (queue) -> saveAsTextFiles-1 (files out/all-TIME): at most once: what the source gave and no batch finished is lost if the process dies, and a batch that runs again replaces its results
                        numbers (numbers) -> table (JDBC, table numbers): exactly once: the source is replayed, and the token is stored with the results
                        queueStream-1 (queue) -> foreachBatch-2 (a function): at most once: what the source gave and no batch finished is lost if the process dies, and it is assumed that the function stores the token with the results
                        numbers (numbers) -> print-1 (standard output): at least once: the source is replayed, and a batch that runs again writes again
                        queueStream-1 (queue) -> print-2 (standard output): no guarantee: what the source gave and no batch finished is lost if the process dies, and a batch that runs again writes again""");
    }

    @Test
    void withoutACheckpoint_nothingIsReplayed() {
        replayable().print();

        assertThat(streaming.explain())
                .contains("without a checkpoint directory")
                .doesNotContain("once");
    }
}
