package io.sluice.streaming.receiver;

import io.sluice.engine.LongTask;
import io.sluice.error.StreamException;
import io.sluice.streaming.event.StreamingListenerEvent;
import io.sluice.streaming.source.InputReports;
import io.sluice.time.StreamClock;
import io.sluice.time.SystemClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a receiver on an executor: what {@link ReceiverSource} has in its own process, with blocks that go to the
 * executor's storage, and orders from the driver.
 *
 * @param firstBlock the number of the first block
 * @param maxBuffered how many bytes may be stored and not yet processed; 0 leaves that to the executor
 * @param logDirectory where it logs what it stores, and nobody else does; empty if it does not
 * @param rate how many records a second may be stored at first
 */
record ReceiverTask<T>(
        Receiver<T> receiver,
        int streamId,
        String name,
        ReceiverSettings settings,
        long run,
        long firstBlock,
        long maxBuffered,
        String logDirectory,
        long rate)
        implements LongTask {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiverTask.class);

    @Override
    public void run(Site site) throws InterruptedException {
        StreamClock clock = new SystemClock();
        InputReports reports =
                new InputReports(streamId, name, clock, event -> tell(site, event), site.host(), site.executorId());
        ReceiveBudget budget = new ReceiveBudget(maxBuffered > 0 ? maxBuffered : site.room());
        RateLimit limit = new RateLimit(settings.maxRate(), new CancellableWait(clock));
        limit.update(rate);
        CompletableFuture<Boolean> stop = new CompletableFuture<>();
        Optional<RunLog> log = logDirectory.isEmpty()
                ? Optional.empty()
                : Optional.of(RunLog.begin(logDirectory, settings.log(), stop::completeExceptionally));
        BlockCourier<T> courier = new BlockCourier<>(site, receiver.storageLevel(), log, run, budget, clock, reports);
        BlockIntake<T> intake = new BlockIntake<>(name, budget, limit, Optional.of(courier), safe -> {});
        intake.beginAt(firstBlock);
        ReceiverSupervisor<T> supervisor = new ReceiverSupervisor<>(
                receiver, intake, reports, new RestartDelay(settings.restartDelay()), new CancellableWait(clock));
        receiver.attach(supervisor);
        BlockTimer timer = new BlockTimer(streamId, cutEvery(), new CancellableWait(clock), intake::cutInBackground);
        Thread orders = new Thread(
                () -> follow(site, budget, limit, courier, stop), "sluice-receiver-%d-orders".formatted(streamId));
        orders.setDaemon(true);
        boolean graceful = false;
        orders.start();
        timer.start();
        supervisor.start();
        try {
            graceful = stop.get();
        } catch (ExecutionException logBroken) {
            throw (StreamException) logBroken.getCause();
        } finally {
            close(supervisor, intake, timer, graceful);
            orders.interrupt();
        }
    }

    private Duration cutEvery() {
        return settings.cutsBetweenBatches() ? settings.blockInterval() : settings.batchInterval();
    }

    private static void tell(Site site, StreamingListenerEvent event) {
        try {
            site.ask(new ReceiverMessage.Happened(event));
        } catch (IllegalStateException notReached) {
            LOG.warn("The driver does not hear of {}", event, notReached);
        }
    }

    private static void follow(
            Site site,
            ReceiveBudget budget,
            RateLimit limit,
            BlockCourier<?> courier,
            CompletableFuture<Boolean> stop) {
        try {
            while (true) {
                ReceiverMessage order = (ReceiverMessage) site.nextOrder();
                if (order instanceof ReceiverMessage.Processed processed) {
                    budget.release(processed.bytes());
                } else if (order instanceof ReceiverMessage.Rate changed) {
                    limit.update(changed.perSecond());
                } else if (order instanceof ReceiverMessage.Unneeded unneeded) {
                    courier.dropBefore(unneeded.segment());
                } else if (order instanceof ReceiverMessage.Stop end) {
                    stop.complete(end.graceful());
                }
            }
        } catch (InterruptedException over) {
            LOG.debug("No more orders are followed");
        }
    }

    /** Gracefully, records that wait to be stored still are; else they are refused. */
    private static void close(
            ReceiverSupervisor<?> supervisor, BlockIntake<?> intake, BlockTimer timer, boolean graceful) {
        supervisor.beginClose(graceful);
        if (graceful) {
            intake.rate().close();
        } else {
            intake.close();
        }
        supervisor.awaitClosed();
        timer.close();
        intake.close();
        intake.closeKeeper();
    }
}
