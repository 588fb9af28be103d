package io.sluice.cli.quickstart;

import io.sluice.Tuple2;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.BatchInfo;
import io.sluice.streaming.event.OutputOperationInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Collects what the outputs found and what the batch cycle measured, and shows both when a batch is done. The outputs report
 * on the threads that run batches, the listener on the one that brings events; guarded by itself.
 */
final class Scoreboard implements StreamingListener {
    private static final String LAG = "lag";
    private static final int WORDS_KEPT = 100_000;

    private final Screen screen;
    private final Layout layout;
    private final int windowSeconds;
    private final OptionalInt seconds;
    private final RunTotals totals = new RunTotals(WORDS_KEPT);
    private final RunFigures figures = new RunFigures();
    private final Map<Time, Found> found = new HashMap<>();

    /** What the outputs of a batch found. */
    private static final class Found {
        private long words;
        private List<WordCount> batch = List.of();
        private List<WordCount> run = List.of();
        private List<WordCount> recent = List.of();
    }

    /**
     * An empty one.
     *
     * @param windowSeconds how long the window is
     * @param seconds how long the run is to last, none if until it is stopped
     */
    Scoreboard(Screen screen, Layout layout, int windowSeconds, OptionalInt seconds) {
        this.screen = screen;
        this.layout = layout;
        this.windowSeconds = windowSeconds;
        this.seconds = seconds;
    }

    synchronized void batchCounted(Time time, List<Tuple2<String, Long>> counts) {
        long before = totals.words();
        counts.forEach(count -> totals.add(count._1(), count._2()));
        Found here = found.computeIfAbsent(time, unseen -> new Found());
        here.words = totals.words() - before;
        here.batch = WordCount.top(counts, Layout.RANKS);
        here.run = totals.top(Layout.RANKS);
    }

    synchronized void windowCounted(Time time, List<Tuple2<String, Long>> counts) {
        found.computeIfAbsent(time, unseen -> new Found()).recent = WordCount.top(counts, Layout.RANKS);
    }

    @Override
    public synchronized void onBatchCompleted(StreamingListenerBatchCompleted completed) {
        BatchInfo info = completed.batchInfo();
        figures.add(info);
        Found here = found.remove(info.batchTime());
        if (here != null) {
            screen.print(layout.batch(report(info, here), windowSeconds));
        }
        info.outputOperationInfos().values().stream()
                .map(OutputOperationInfo::failureReason)
                .filter(reason -> !reason.isEmpty())
                .forEach(reason -> screen.print("  failed: " + reason));
        screen.progress(layout.progress(
                new Progress(figures.span().toSeconds() + 1, seconds, figures.batches(), figures.lines())));
    }

    private static BatchReport report(BatchInfo info, Found here) {
        return new BatchReport(
                info.batchTime(),
                info.numRecords(),
                here.words,
                lag(info),
                info.schedulingDelay(),
                info.processingDelay(),
                here.batch,
                here.recent,
                here.run);
    }

    /** As far as inputs tell how much there is that they have not given. */
    private static OptionalLong lag(BatchInfo info) {
        List<Long> lags = info.streamIdToInputInfo().values().stream()
                .map(input -> input.metadata().get(LAG))
                .filter(Objects::nonNull)
                .map(Long::valueOf)
                .toList();
        return lags.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(lags.stream().mapToLong(Long::longValue).sum());
    }

    /** All words counted so far. */
    synchronized long words() {
        return totals.words();
    }

    /**
     * Shows what the run came to.
     *
     * @param served how many lines our own server served, none if it was another's
     */
    synchronized void showSummary(OptionalLong served) {
        screen.print(layout.summary(figures, totals, served));
    }
}
