package io.sluice.cli.quickstart;

import io.sluice.streaming.Time;
import io.sluice.streaming.event.BatchInfo;
import java.time.Duration;

/** What all batches of a run come to. Confined to one thread. */
final class RunFigures {
    private final Delays waited = new Delays();
    private final Delays took = new Delays();
    private Time first;
    private Time last;
    private long batches;
    private long failed;
    private long lines;
    private long mostLines;

    void add(BatchInfo batch) {
        first = first == null ? batch.batchTime() : first;
        last = batch.batchTime();
        batches++;
        lines += batch.numRecords();
        mostLines = Math.max(mostLines, batch.numRecords());
        waited.add(batch.schedulingDelay());
        took.add(batch.processingDelay());
        boolean anyFailed = batch.outputOperationInfos().values().stream()
                .anyMatch(output -> !output.failureReason().isEmpty());
        failed += anyFailed ? 1 : 0;
    }

    /** From the first batch's time to the last one's. */
    Duration span() {
        return batches == 0 ? Duration.ZERO : last.minus(first);
    }

    long batches() {
        return batches;
    }

    long failed() {
        return failed;
    }

    long lines() {
        return lines;
    }

    long mostLines() {
        return mostLines;
    }

    Delays waited() {
        return waited;
    }

    Delays took() {
        return took;
    }
}
