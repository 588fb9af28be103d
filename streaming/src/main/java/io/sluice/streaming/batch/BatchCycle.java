package io.sluice.streaming.batch;

import io.sluice.SluiceContext;
import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.time.StreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a program: at each due time one thread plans the batch, without waiting for those before, and hands it to the
 * runner. When a batch is done the planning thread drops what no later batch needs, so the graph is touched by one thread
 * only.
 *
 * <p>Times are passed over, not made up for, when more than the allowed number of batches wait or the clock has moved on by
 * more than that: the input of a time passed over goes to the next batch that is planned.
 */
public final class BatchCycle implements BatchRunner.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCycle.class);

    private final StreamGraph graph;
    private final BatchSettings settings;
    private final StreamClock clock;
    private final BatchPlanner planner;
    private final BatchRunner runner;
    private final SluiceContext context;
    private final ListenerBus events;
    private final Termination termination = new Termination();
    private final Queue<Time> done = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean planning = true;
    private volatile boolean lastOnly;
    private Time first;
    private long skippedTimes;

    public BatchCycle(StreamGraph graph, BatchSettings settings, StreamClock clock, ListenerBus events) {
        this.graph = graph;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
        this.context = graph.context();
        this.planner = new BatchPlanner(graph, clock);
        this.runner = new BatchRunner(context, clock, events, settings, concurrency(), this);
        this.thread = new Thread(this::planBatches, "sluice-batch-planner");
        this.thread.setDaemon(true);
    }

    /** A batch with state stands on the one before, so batches with state are run one after the other. */
    private int concurrency() {
        return graph.stateful().isEmpty() ? settings.concurrentJobs() : 1;
    }

    /** Starts the sources, then the batches: the first one at the next multiple of the interval since 1970. */
    public void start() {
        Time now = new Time(clock.millis());
        first = now.floor(settings.interval()).plus(settings.interval());
        graph.begin(first.minus(settings.interval()));
        graph.inputs().forEach(input -> input.source().start());
        runner.start();
        thread.start();
    }

    private void planBatches() {
        try {
            Time due = first;
            while (planning) {
                clock.awaitUntil(due.toInstant());
                boolean last = lastOnly;
                planIfRoom(due);
                if (last) {
                    break;
                }
                due = nextAfter(due);
            }
        } catch (InterruptedException stopped) {
            LOG.debug("Planning ends");
        } catch (Throwable unexpected) {
            termination.fail(StreamException.internal("The thread that plans batches died.", unexpected));
        }
        termination.planningEnded();
    }

    /** The next time to plan: the following one, or, when many have gone by, the last that is due. */
    private Time nextAfter(Time due) {
        Time next = due.plus(settings.interval());
        Time latest = new Time(clock.millis()).floor(settings.interval(), first);
        long behind = (latest.milliseconds() - next.milliseconds())
                / settings.interval().toMillis();
        if (behind > settings.maxQueued()) {
            passOver(behind, next);
            return latest;
        }
        return next;
    }

    private void planIfRoom(Time due) {
        dropWhatIsDone();
        if (runner.unfinished() >= settings.maxQueued()) {
            passOver(1, due);
            return;
        }
        plan(due);
    }

    private void passOver(long times, Time from) {
        if (skippedTimes == 0) {
            LOG.warn(
                    "{} batches wait: from {} on, times are passed over and their input goes to later batches",
                    runner.unfinished(),
                    from);
        }
        skippedTimes += times;
    }

    private void plan(Time due) {
        try {
            runner.submit(planner.plan(due));
        } catch (Throwable thrown) {
            outputFailed(BatchErrors.planningFailed(due, thrown));
            over(due);
            termination.batchDone(due);
        }
    }

    @Override
    public void batchDone(Batch batch) {
        over(batch.time());
        termination.batchDone(batch.time());
    }

    private void over(Time time) {
        graph.inputs().forEach(input -> input.source().batchDone(time));
        done.add(time);
    }

    @Override
    public void outputFailed(StreamException failure) {
        if (settings.onFailure().goOn()) {
            LOG.error("A batch failed and is skipped", failure);
            termination.skipped();
        } else {
            planning = false;
            runner.clear();
            termination.fail(failure);
            thread.interrupt();
        }
    }

    private void dropWhatIsDone() {
        for (Time time = done.poll(); time != null; time = done.poll()) {
            graph.forget(time, settings.unpersist());
        }
    }

    /**
     * Ends the cycle. Gracefully: sources stop and hand over what they have, one last batch is planned when it is due, and
     * all planned batches run. Else: what runs gets {@code grace} to end by itself and is then cancelled.
     *
     * @param timeout how long a graceful end may take
     * @return whether everything planned was run
     */
    public boolean stop(boolean graceful, Duration timeout, Duration grace) {
        long deadline = clock.nanoTime() + timeout.toNanos();
        graph.inputs().forEach(input -> input.source().stop(graceful));
        if (graceful && !termination.isOver()) {
            lastOnly = true;
            termination.lastBatchDue();
            termination.awaitPlanningEnded(deadline - clock.nanoTime());
            termination.awaitUntil(() -> runner.unfinished() == 0 || termination.isOver(), deadline - clock.nanoTime());
        }
        planning = false;
        boolean drained = runner.unfinished() == 0;
        thread.interrupt();
        runner.clear();
        runner.stop(graceful ? 0 : grace.toNanos(), this::cancelJobs);
        awaitThread();
        termination.end();
        return drained;
    }

    private void cancelJobs() {
        context.cancelJobs(
                job -> job.property(io.sluice.engine.JobInfo.BATCH_TIME).isPresent(),
                "the streaming context was stopped");
    }

    private void awaitThread() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What waiting for the end stands on. */
    public Termination termination() {
        return termination;
    }

    /** Waits until listeners have heard everything that has happened. */
    public void flushEvents() {
        if (events.hasListeners()) {
            events.flush();
        }
    }

    /** Batches that are planned and not done. */
    public int unfinished() {
        return runner.unfinished();
    }

    /** Times that were passed over because too many batches were waiting. */
    public long passedOver() {
        return skippedTimes;
    }

    /** When the first batch is due. */
    public Instant firstDue() {
        return first.toInstant();
    }

    /** Whether some source holds records that no batch was planned for. */
    public boolean hasUnplanned() {
        return graph.inputs().stream().map(InputNode::source).anyMatch(source -> source.hasUnplanned());
    }
}
