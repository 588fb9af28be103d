package io.sluice.streaming.receiver;

import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.rate.RateTarget;
import io.sluice.streaming.source.InputReports;
import io.sluice.streaming.source.StreamSource;
import io.sluice.time.StreamClock;
import java.util.Optional;

/**
 * What a receiver stores, batch by batch: a batch gets everything stored before it was planned. Blocks live as long as an RDD
 * refers to them.
 */
public final class ReceiverSource<T> implements StreamSource<T, ReceivedBlocks<T>> {
    private final SluiceContext context;
    private final String name;
    private final BlockBuffer<T> buffer;
    private final ReceiverSupervisor<T> supervisor;
    private final Optional<BlockTimer> timer;
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
        this.buffer = new BlockBuffer<>(name, budget, rate);
        this.supervisor = new ReceiverSupervisor<>(
                receiver,
                buffer,
                new InputReports(streamId, name, clock, events),
                new RestartDelay(settings.restartDelay()),
                new CancellableWait(clock));
        this.timer = settings.cutsBetweenBatches()
                ? Optional.of(
                        new BlockTimer(streamId, settings.blockInterval(), new CancellableWait(clock), buffer::cut))
                : Optional.empty();
        receiver.attach(supervisor);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<RateTarget> rateTarget() {
        return Optional.of(buffer.rate());
    }

    @Override
    public void start() {
        started = true;
        timer.ifPresent(BlockTimer::start);
        supervisor.start();
    }

    /** Gracefully, records that wait to be stored still are; else they are refused. */
    @Override
    public void stop(boolean graceful) {
        supervisor.beginClose(graceful);
        if (graceful) {
            buffer.rate().close();
        } else {
            buffer.close();
        }
        if (started) {
            supervisor.awaitClosed();
            timer.ifPresent(BlockTimer::close);
        }
        buffer.close();
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
}
