package io.sluice.streaming.kafka.direct;

import io.sluice.TaskContext;
import io.sluice.engine.JobInfo;
import io.sluice.operator.Sink;
import io.sluice.streaming.kafka.OffsetRange;
import io.sluice.streaming.kafka.client.ClientErrors;
import io.sluice.streaming.kafka.record.BadRecords;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** One pass over one range, for one task. */
final class RangeReader<K, V> implements AutoCloseable {
    private final OffsetRange range;
    private final long until;
    private final PartitionReader<K, V> reader;
    private final TaskContext task;
    private final Map<String, Object> params;
    private final DataLoss loss;
    private final BadRecords bad;
    private ConsumerRecord<K, V> last;

    RangeReader(
            OffsetRange range,
            PartitionReader<K, V> reader,
            TaskContext task,
            Map<String, Object> params,
            DataLoss loss,
            BadRecords bad) {
        this.range = range;
        this.until = range.untilOffset();
        this.reader = reader;
        this.task = task;
        this.params = params;
        this.loss = loss;
        this.bad = bad;
        task.readingFrom(this::place);
        reader.begin(range.fromOffset());
    }

    /** The batch that a task works for, in milliseconds; -1 outside of batches. */
    static long batchOf(TaskContext task) {
        String batch = task.getLocalProperty(JobInfo.BATCH_TIME);
        return batch == null ? -1 : Long.parseLong(batch);
    }

    private String place() {
        return last == null ? range.toString() : "%s offset %d".formatted(range.topicPartition(), last.offset());
    }

    void forEach(Sink<? super ConsumerRecord<K, V>> sink) throws Exception {
        Sink<ConsumerRecord<K, V>> noting = record -> {
            last = record;
            sink.accept(record);
        };
        while (fetch()) {
            reader.drain(until, noting, bad::add);
        }
        bad.finish();
    }

    /** The next record, null at the end. */
    ConsumerRecord<K, V> next() {
        ConsumerRecord<K, V> record = null;
        while (record == null && fetch()) {
            record = reader.next(until, task, bad::add);
        }
        if (record == null) {
            bad.finish();
        } else {
            last = record;
        }
        return record;
    }

    private boolean fetch() {
        while (true) {
            try {
                return reader.hasNext(until, task);
            } catch (OffsetOutOfRangeException gone) {
                skipGone();
            } catch (TimeoutException silent) {
                if (endsBeforeRange()) {
                    skipGone();
                } else {
                    throw failed(silent);
                }
            } catch (KafkaException failed) {
                throw failed(failed);
            }
        }
    }

    /** Whether brokers are there, and the records are not: they were lost, or the range never was. */
    private boolean endsBeforeRange() {
        try {
            return reader.end() < until;
        } catch (KafkaException silent) {
            return false;
        }
    }

    /** Goes on with the oldest record there is, unless the loss is a failure. */
    private void skipGone() {
        try {
            long at = reader.fetchPosition();
            long oldest = reader.oldest();
            long goOn = oldest > at ? Math.min(oldest, until) : until;
            loss.lost(batchOf(task), range, oldest, reader.end(), goOn - at);
            if (goOn == until) {
                reader.finish(until);
            } else {
                reader.begin(goOn);
            }
        } catch (KafkaException silent) {
            throw failed(silent);
        }
    }

    private RuntimeException failed(KafkaException failed) {
        return ClientErrors.isInterruption(failed)
                ? failed
                : ClientErrors.of("%s could not be read".formatted(range), params, failed);
    }

    @Override
    public void close() {
        bad.close();
    }
}
