package io.sluice.streaming.receiver;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.engine.LongTask;
import io.sluice.engine.LongTasks;
import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.rate.RateTarget;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.streaming.source.StreamSource;
import io.sluice.time.StreamClock;
import java.util.Optional;

/**
 * What a receiver on an executor stores, batch by batch: a batch gets every block that the driver heard of before it was
 * planned. Blocks stay where they were received, and where copies are, as long as a batch or window may read them; with a log,
 * they are read there when they are gone.
 */
public final class RemoteReceiverSource<T> implements StreamSource<T, ReceivedBlocks<T>> {
    private final SluiceContext context;
    private final String name;
    private final ReceiverSettings settings;
    private final LongTasks tasks;
    private final RemoteBuffer<T> buffer = new RemoteBuffer<>();
    private final RemoteRuns<T> runs;
    private volatile RunLogs<T> logs; // null without a log, and until the checkpoint is known
    private boolean started;
    private boolean warned;

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
        this.settings = settings;
        this.tasks = tasks;
        receiver.take();
        RemoteRuns.Tasks task = new RemoteRuns.Tasks() {
            @Override
            public long firstRun() {
                return logs == null ? 0 : logs.nextRun();
            }

            @Override
            public LongTask of(long run, long rate) {
                String directory = logs == null ? "" : logs.begin(run);
                return new ReceiverTask<>(
                        receiver, streamId, name, settings, run, buffer.nextBlock(), maxBuffered, directory, rate);
            }

            @Override
            public void cutOff(long run) {
                if (logs != null) {
                    logs.blocksOf(run, buffer.nextBlock()).forEach(buffer::add);
                }
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
    public Optional<PlanCodec<ReceivedBlocks<T>>> planCodec() {
        return settings.log().enabled() ? Optional.of(new RemotePlanCodec<>(name, () -> logs)) : Optional.empty();
    }

    /** What no batch was planned for comes with the first batch. */
    @Override
    public void resume(SourceCheckpoint<ReceivedBlocks<T>> checkpoint) {
        if (settings.log().enabled()) {
            logs = new RunLogs<>(name, checkpoint.storage());
            long next = ReceiverSource.firstUnplanned(checkpoint);
            buffer.recover(checkpoint.plans(), next, logs.blocksFrom(next));
        }
    }

    @Override
    public byte[] memory() {
        return logs == null ? new byte[0] : ReceiverSource.memory(buffer.nextUnplanned());
    }

    @Override
    public void start() {
        if (settings.log().enabled()) {
            if (!settings.log().className().isEmpty()) {
                throw ReceiverErrors.customLogOnCluster(settings.log().className());
            }
            if (logs == null) {
                throw ReceiverErrors.logNeedsCheckpoint();
            }
        }
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
        for (RemoteBlock<T> lost : buffer.takeLost()) {
            StreamException why = ReceiverErrors.blockLost(lost.id());
            runs.reports().error(why.problem(), why);
            runs.processed(lost.run(), lost.bytes());
        }
        if (buffer.isBusy()) {
            warnIfNoCoreIsLeft();
        }
        return Optional.of(buffer.plan(time));
    }

    private void warnIfNoCoreIsLeft() {
        int receivers = tasks.running();
        int cores = tasks.slots();
        boolean executorsAreThere = cores > 0; // a program that goes on may have blocks before it has executors
        if (!warned && executorsAreThere && receivers >= cores) {
            warned = true;
            StreamException why = ReceiverErrors.noCoreLeft(name, receivers, cores);
            runs.reports().error(why.problem(), why);
        }
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
        Optional<RemoteBlock<T>> oldest = buffer.forget(time);
        if (logs != null && oldest.isPresent()) {
            long run = oldest.get().run();
            logs.dropBefore(run);
            runs.unneeded(run, oldest.get().logged().position().segment());
        }
    }

    @Override
    public void close() {
        buffer.close();
    }
}
