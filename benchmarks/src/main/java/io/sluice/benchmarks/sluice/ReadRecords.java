package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.ReadRate;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;

/** Counts the records of batches that are done. */
record ReadRecords(ReadRate rate) implements StreamingListener {
    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
        rate.counted(completed.batchInfo().numRecords());
    }
}
