package io.sluice.streaming.kafka.direct;

import io.sluice.LongAccumulator;
import io.sluice.SluiceContext;
import io.sluice.error.StreamException;
import io.sluice.streaming.kafka.record.BadRecords;
import io.sluice.streaming.source.InputReports;
import java.io.Serializable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records that were passed over, as accumulators count: by the attempts that succeeded, each time that a job reads
 * them. Tells listeners and the log; a copy that travelled to a task tells the log only. Thread-safe.
 */
final class Tally implements Serializable, BadRecords.Counter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

    private final transient InputReports reports;
    private final LongAccumulator lost;
    private final LongAccumulator bad;

    /** Tells listeners of {@code reports}; null for an RDD that belongs to no stream. */
    Tally(SluiceContext context, InputReports reports) {
        this.reports = reports;
        this.lost = context.longAccumulator("lost records");
        this.bad = context.longAccumulator("bad records");
    }

    void lost(long records, StreamException problem) {
        lost.add(records);
        tell(problem);
    }

    @Override
    public void bad(long records, StreamException first) {
        bad.add(records);
        tell(first);
    }

    void tell(StreamException problem) {
        if (reports == null) {
            LOG.warn("{} {}", problem.problem(), problem.remedy());
        } else {
            reports.error(problem.problem() + " " + problem.remedy(), problem);
        }
    }

    /** How many records are gone that batches were to read. */
    long lost() {
        return lost.value();
    }

    /** How many records could not be deserialized and were left out. */
    long bad() {
        return bad.value();
    }
}
