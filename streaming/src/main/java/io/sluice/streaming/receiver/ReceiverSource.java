package io.sluice.streaming.receiver;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.rate.RateTarget;
import io.sluice.streaming.source.InputReports;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.streaming.source.StreamSource;
import io.sluice.time.StreamClock;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a receiver stores, batch by batch: a batch gets everything stored before it was planned. Blocks live as long as an RDD
 * refers to them; with a log, those of earlier batches are on the disk only.
 */
public final class ReceiverSource<T> implements StreamSource<T, ReceivedBlocks<T>> {
    private final SluiceContext context;
    private final String name;
    private final Optional<ReceivedLog<T>> log;
    private final BlockBuffer<T> buffer;
    private final ReceiverSupervisor<T> supervisor;
    private final Optional<BlockTimer> timer;
    private byte[] memoryBefore = new byte[0];
    private boolean started;

    /**
     * The source of a receiver, which gets this context for good.
     *
     * @param streamId the number of the stream it feeds
     * @param budget shared by all receivers of the context
     */
    public ReceiverSource(
            int streamId,
            Receiver<T> receiver,
            ReceiverSettings settings,
            ReceiveBudget budget,
            SluiceContext context,
            StreamClock clock,
            ListenerBus events) {
        this.context = context;
        this.name = receiver.name();
        RateLimit rate = new RateLimit(settings.maxRate(), new CancellableWait(clock));
        InputReports reports = new InputReports(streamId, name, clock, events);
        this.log = settings.log().enabled()
                ? Optional.of(new ReceivedLog<>(name, settings.log(), context.getConf(), clock, reports))
                : Optional.empty();
        this.buffer = new BlockBuffer<>(name, budget, rate, log);
        this.supervisor = new ReceiverSupervisor<>(
                receiver,
                buffer.intake(),
                reports,
                new RestartDelay(settings.restartDelay()),
                new CancellableWait(clock));
        this.timer = settings.cutsBetweenBatches()
                ? Optional.of(new BlockTimer(
                        streamId,
                        settings.blockInterval(),
                        new CancellableWait(clock),
                        buffer.intake()::cutInBackground))
                : Optional.empty();
        receiver.take();
        receiver.attach(supervisor);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<RateTarget> rateTarget() {
        return Optional.of(buffer.intake().rate());
    }

    @Override
    public Optional<PlanCodec<ReceivedBlocks<T>>> planCodec() {
        return log.map(open -> new ReceivedPlanCodec<>(name, open));
    }

    /** What no batch was planned for comes with the first batch. */
    @Override
    public void resume(SourceCheckpoint<ReceivedBlocks<T>> checkpoint) {
        memoryBefore = checkpoint.memory().orElse(memoryBefore);
        log.ifPresent(closed -> {
            long next = firstUnplanned(checkpoint);
            buffer.recover(checkpoint.plans(), next, closed.open(checkpoint.storage(), next));
        });
    }

    /** Without a log, what was known of it: it may be wanted again. */
    @Override
    public byte[] memory() {
        return log.isEmpty() ? memoryBefore : memory(buffer.next());
    }

    /** The number of the first block that no batch has, as bytes for a checkpoint. */
    static byte[] memory(long firstUnplanned) {
        return ByteBuffer.allocate(Long.BYTES).putLong(firstUnplanned).array();
    }

    /** That number, as a checkpoint knows it. */
    static <T> long firstUnplanned(SourceCheckpoint<ReceivedBlocks<T>> checkpoint) {
        long next = checkpoint
                .memory()
                .filter(memory -> memory.length == Long.BYTES)
                .map(memory -> ByteBuffer.wrap(memory).getLong())
                .orElse(0L);
        for (ReceivedBlocks<T> plan : checkpoint.plans().values()) {
            next = Math.max(next, plan.next());
        }
        return next;
    }

    @Override
    public void start() {
        if (log.isPresent() && !log.get().isOpen()) {
            throw ReceiverErrors.logNeedsCheckpoint();
        }
        started = true;
        timer.ifPresent(BlockTimer::start);
        supervisor.start();
    }

    /** Gracefully, records that wait to be stored still are; else they are refused. */
    @Override
    public void stop(boolean graceful) {
        supervisor.beginClose(graceful);
        if (graceful) {
            buffer.intake().rate().close();
        } else {
            buffer.intake().close();
        }
        if (started) {
            supervisor.awaitClosed();
            timer.ifPresent(BlockTimer::close);
        }
        buffer.intake().close();
        buffer.intake().closeKeeper();
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
        buffer.batchDone(time);
    }

    @Override
    public void forget(Time time) {
        buffer.forget(time);
    }
}
