package io.sluice.streaming.batch;

import io.sluice.SluiceContext;
import io.sluice.StateRdds;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.StopMode;
import io.sluice.streaming.Time;
import io.sluice.streaming.checkpoint.History;
import io.sluice.streaming.checkpoint.Journal;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.graph.InputNode;
import io.sluice.streaming.graph.StateJob;
import io.sluice.streaming.graph.StatefulNode;
import io.sluice.streaming.graph.StreamGraph;
import io.sluice.time.StreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a program: at each due time one thread plans the batch, without waiting for those before, and hands it to the
 * runner. When a batch is done the planning thread drops what no later batch needs, so the graph is touched by one thread
 * only.
 *
 * <p>Times are passed over, not made up for, when more than the allowed number of batches wait until the next one is due, or the
 * clock has moved on by more than that: the input of a time passed over goes to the next batch that is planned.
 */
public final class BatchCycle {
    private static final Logger LOG = LoggerFactory.getLogger(BatchCycle.class);

    private final StreamGraph graph;
    private final BatchSettings settings;
    private final StreamClock clock;
    private final BatchPlanner planner;
    private final BatchRunner runner;
    private final SluiceContext context;
    private final ListenerBus events;
    private final Optional<Journal> journal;
    private final Termination termination = new Termination();
    private final Queue<Time> done = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean planning = true;
    private volatile boolean lastOnly;
    private volatile boolean awaitsRoom;
    private volatile boolean cancelled;
    private BatchTimes times;
    private long skippedTimes;

    /**
     * @param journal what is written down of batches; none if the program has no checkpoint
     */
    public BatchCycle(
            StreamGraph graph,
            BatchSettings settings,
            StreamClock clock,
            ListenerBus events,
            Optional<Journal> journal) {
        this.graph = graph;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
        this.journal = journal;
        this.context = graph.context();
        this.planner = new BatchPlanner(graph, clock);
        this.runner = new BatchRunner(
                context, clock, events, settings, !graph.stateful().isEmpty(), new Steps());
        this.thread = new Thread(this::planBatches, "sluice-batch-planner");
        this.thread.setDaemon(true);
    }

    /**
     * Starts the sources, then the batches: those that an earlier run planned and did not finish, and then new ones, the
     * first at the next multiple of the interval since 1970.
     */
    public void start() {
        Optional<History> before = journal.flatMap(Journal::before);
        times = BatchTimes.after(before, settings.interval(), clock);
        graph.begin(times.zero());
        journal.ifPresent(Journal::resume);
        before.ifPresent(this::standOn);
        graph.inputs().forEach(input -> input.source().start());
        journal.ifPresent(begun -> begun.begin(times.zero()));
        runner.start();
        before.ifPresent(history -> history.unfinished().forEach(this::runAgain));
        thread.start();
    }

    /** State that the checkpoint has goes on from the last batch that counts. */
    private void standOn(History before) {
        for (StatefulNode node : graph.stateful()) {
            long[] versions = before.states().get(node.name());
            if (versions != null) {
                node.progress().recover(before.lastDone().orElseThrow().milliseconds(), versions);
            }
        }
    }

    private void runAgain(Time time) {
        submit(time, () -> planner.fixedBefore(time));
    }

    private void planBatches() {
        try {
            Time due = times.first();
            while (planning) {
                clock.awaitUntil(times.onTheClock(due));
                times.isDue(due);
                if (!planning) {
                    break;
                }
                boolean last = lastOnly;
                awaitRoom(due, last);
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
        Time latest = times.lastDue();
        long behind = (latest.milliseconds() - next.milliseconds())
                / settings.interval().toMillis();
        if (behind > settings.maxQueued()) {
            passOver(behind, next);
            return latest;
        }
        return next;
    }

    /** A batch may be planned until the next one is due; the last one, whenever there is room. */
    private void awaitRoom(Time due, boolean last) throws InterruptedException {
        if (hasRoom()) {
            return;
        }
        awaitsRoom = true;
        clock.awaitUntil(
                last ? Instant.MAX : times.onTheClock(due.plus(settings.interval())), () -> hasRoom() || !planning);
        awaitsRoom = false;
    }

    private boolean hasRoom() {
        return runner.unfinished() < settings.maxQueued();
    }

    private void planIfRoom(Time due) {
        dropWhatIsDone();
        if (!hasRoom()) {
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
        submit(due, () -> {
            journal.ifPresent(Journal::shorten);
            Map<Integer, StreamInputInfo> inputs = planner.fixInputs(due);
            journal.ifPresent(log -> log.planned(due));
            return inputs;
        });
    }

    private void submit(Time due, Supplier<Map<Integer, StreamInputInfo>> inputs) {
        try {
            runner.submit(planner.makeWork(due, inputs.get()));
        } catch (Throwable thrown) {
            if (planning) {
                failed(BatchErrors.planningFailed(due, thrown));
            } else { // a source that was asking elsewhere is interrupted by the stop
                LOG.debug("Batch {} is not planned any more", due, thrown);
            }
            isOver(due);
        }
    }

    /** What running a batch means for the log, the state and the program. On the threads that run batches. */
    private final class Steps implements BatchRunner.Steps {
        @Override
        public void beginState(Batch batch) {
            journal.ifPresent(Journal::forceSoon);
        }

        @Override
        public void beginOutputs(Batch batch) {
            journal.ifPresent(Journal::force);
        }

        @Override
        public void commit(Batch batch) {
            List<String> outputs =
                    batch.jobs().stream().map(job -> job.output().name()).toList();
            if (batch.failure().isEmpty()) {
                Map<String, long[]> states =
                        batch.stateJobs().stream().collect(Collectors.toMap(StateJob::name, StateJob::versions));
                journal.ifPresent(log -> log.committed(batch.time(), outputs, states));
                batch.stateJobs().forEach(StateJob::committed);
                graph.inputs().forEach(input -> input.source().batchCommitted(batch.time()));
            } else if (!cancelled && maySkip(batch.failure().get())) {
                journal.ifPresent(log -> log.skipped(batch.time(), outputs));
            }
        }

        @Override
        public void over(Batch batch) {
            batch.failure().ifPresent(BatchCycle.this::failed);
            isOver(batch.time());
        }
    }

    private void isOver(Time time) {
        graph.inputs().forEach(input -> input.source().batchDone(time));
        done.add(time);
        termination.batchDone(time);
        if (awaitsRoom) {
            LockSupport.unpark(thread);
        }
    }

    private void failed(StreamException failure) {
        if (cancelled) {
            LOG.info("A batch was cut off by the stop of the program: {}", failure.problem());
        } else if (maySkip(failure)) {
            LOG.error("A batch failed and is skipped", failure);
            termination.skipped();
        } else {
            planning = false;
            runner.finishBegun(); // one that is being planned now must not overtake this one, which runs again
            runner.clear();
            termination.fail(failure);
            thread.interrupt();
        }
    }

    /** A batch that failed because nothing can run any more did not fail by itself; nor would the next one. */
    private boolean maySkip(StreamException failure) {
        return settings.onFailure().goOn() && failure.code() == ErrorCode.BATCH_FAILED && !context.isStopped();
    }

    private void dropWhatIsDone() {
        for (Time time = done.poll(); time != null; time = done.poll()) {
            graph.forget(time, settings.unpersist());
            if (journal.isPresent()) {
                journal.get().forget(time);
            }
        }
    }

    /**
     * Ends the cycle: sources first, then planning, then what runs. {@link StopMode} says what is still done before. If
     * that takes longer than it may, who awaits the end is told {@code STOP_TIMED_OUT}.
     *
     * @param timeout how long a stop may take; after {@code NOW}, how long what runs gets to end by itself
     * @return false if batches that were to be done, or after {@code NOW} any that were planned, were given up
     */
    public boolean stop(StopMode mode, Duration timeout) {
        long deadline = clock.nanoTime() + timeout.toNanos();
        graph.inputs().forEach(input -> input.source().stop(mode == StopMode.DRAIN));
        if (!termination.isOver()) {
            switch (mode) {
                case DRAIN -> drain(deadline);
                case AFTER_BATCH -> finishBegun(deadline);
                case NOW -> LOG.debug("What runs is cancelled soon");
            }
        }
        planning = false;
        int left = mode == StopMode.AFTER_BATCH ? runner.begun() : runner.unfinished();
        if (left > 0 && mode != StopMode.NOW && !termination.isOver()) {
            termination.fail(BatchErrors.stopTimedOut(mode, timeout, left));
        }
        thread.interrupt();
        runner.clear();
        runner.stop(mode == StopMode.NOW ? timeout.toNanos() : 0, this::cancelJobs);
        awaitThread();
        graph.inputs().forEach(input -> input.source().close());
        graph.checkpointDirectory().ifPresent(directory -> StateRdds.close(context, directory));
        journal.ifPresent(Journal::close);
        termination.end();
        return left == 0;
    }

    /** Has one last batch planned when it is due, with all that the sources have, and all planned batches run. */
    private void drain(long deadline) {
        lastOnly = true;
        termination.lastBatchDue();
        termination.awaitPlanningEnded(deadline - clock.nanoTime());
        termination.awaitUntil(() -> runner.unfinished() == 0 || termination.isOver(), deadline - clock.nanoTime());
    }

    private void finishBegun(long deadline) {
        planning = false;
        thread.interrupt();
        runner.finishBegun();
        termination.awaitUntil(() -> runner.begun() == 0 || termination.isOver(), deadline - clock.nanoTime());
    }

    private void cancelJobs() {
        cancelled = true;
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

    /** Whether another batch will be planned when it is due. */
    public boolean isPlanning() {
        return planning;
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
        return times.onTheClock(times.first());
    }

    /** Whether some source holds records that no batch was planned for. */
    public boolean hasUnplanned() {
        return graph.inputs().stream().map(InputNode::source).anyMatch(source -> source.hasUnplanned());
    }
}
