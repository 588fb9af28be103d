package io.sluice.streaming.receiver;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.engine.LongTask;
import io.sluice.engine.LongTasks;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.rate.RateTarget;
import io.sluice.streaming.source.StreamSource;
import io.sluice.time.StreamClock;
import java.util.Optional;

/**
 * What a receiver on an executor stores, batch by batch: a batch gets every block that the driver heard of before it was
 * planned. Blocks stay where they were received, and where copies are, as long as a batch or window may read them.
 */
public final class RemoteReceiverSource<T> implements StreamSource<T, ReceivedBlocks<T>> {
    private final SluiceContext context;
    private final String name;
    private final RemoteBuffer<T> buffer = new RemoteBuffer<>();
    private final RemoteRuns<T> runs;
    private boolean started;

    /**
     * The source of a receiver, which gets this context for good.
     *
     * @param streamId the number of the stream it feeds
     * @param maxBuffered how many bytes may be received and not yet processed; 0 leaves that to the executor
     * @param tasks runs it on the context's engine
     */
    public RemoteReceiverSource(
            int streamId,
            Receiver<T> receiver,
            ReceiverSettings settings,
            long maxBuffered,
            LongTasks tasks,
            SluiceContext context,
            StreamClock clock,
            ListenerBus events) {
        this.context = context;
        this.name = receiver.name();
        receiver.take();
        RemoteRuns.Tasks<T> task = new RemoteRuns.Tasks<>() {
            @Override
            public LongTask of(long run, long rate) {
                return new ReceiverTask<>(
                        receiver, streamId, name, settings, run, buffer.nextBlock(), maxBuffered, rate);
            }

            @Override
            public Optional<String> host() {
                return receiver.preferredLocation();
            }
        };
        this.runs = new RemoteRuns<>(tasks, task, buffer, streamId, name, settings.restartDelay(), clock, events);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<RateTarget> rateTarget() {
        return Optional.of(runs);
    }

    @Override
    public void start() {
        started = true;
        runs.start();
    }

    @Override
    public void stop(boolean graceful) {
        if (started) {
            runs.stop(graceful);
        }
    }

    @Override
    public boolean hasUnplanned() {
        return buffer.hasUnplanned();
    }

    @Override
    public Optional<ReceivedBlocks<T>> plan(Time time) {
        return Optional.of(buffer.plan(time));
    }

    @Override
    public Rdd<T> rdd(ReceivedBlocks<T> input) {
        return context.fromSource(input);
    }

    @Override
    public void batchDone(Time time) {
        for (RemoteBlock<T> block : buffer.batchDone(time)) {
            runs.processed(block.run(), block.bytes());
        }
    }

    @Override
    public void forget(Time time) {
        buffer.forget(time);
    }

    @Override
    public void close() {
        buffer.close();
    }
}
