package io.sluice.streaming;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.streaming.batch.BatchCycle;
import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import io.sluice.streaming.event.StreamingListenerReceiverStopped;
import io.sluice.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A streaming context on a clock of its own, which runs a batch when it is told to. Batches are a second apart. */
public final class BatchByBatch implements AutoCloseable {
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ManualClock clock;
    private final SluiceContext context;
    private final StreamingContext streaming;
    private final BlockingQueue<String> receiverEvents = new LinkedBlockingQueue<>();

    /** With settings as {@code key=value}, without the prefix {@code sluice.streaming.}. */
    public BatchByBatch(String... settings) {
        this(Instant.ofEpochSecond(1_000_000), settings);
    }

    public BatchByBatch(Instant start, String... settings) {
        SluiceConf conf = new SluiceConf().setMaster("local[2]").setAppName("test");
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            conf.set("sluice.streaming." + pair[0], pair[1]);
        }
        clock = new ManualClock(start);
        context = new SluiceContext(conf);
        streaming = new StreamingContext(context, INTERVAL, clock);
        streaming.addStreamingListener(new StreamingListener() {
            @Override
            public void onReceiverStarted(StreamingListenerReceiverStarted event) {
                tell("started", event.receiverInfo());
            }

            @Override
            public void onReceiverError(StreamingListenerReceiverError event) {
                tell("error", event.receiverInfo());
            }

            @Override
            public void onReceiverStopped(StreamingListenerReceiverStopped event) {
                tell("stopped", event.receiverInfo());
            }

            private void tell(String what, ReceiverInfo info) {
                receiverEvents.add("%s %s: %s".formatted(info.name(), what, info.lastErrorMessage()));
            }
        });
    }

    public StreamingContext streaming() {
        return streaming;
    }

    public ManualClock clock() {
        return clock;
    }

    /** The records of every batch to come, partition by partition. */
    public <T> List<List<T>> partitionsOf(DStream<T> stream) {
        List<List<T>> partitions = new CopyOnWriteArrayList<>();
        stream.foreachRDD(rdd -> partitions.addAll(rdd.glom().collect()));
        return partitions;
    }

    /** The records of every batch to come. */
    public <T> List<T> recordsOf(DStream<T> stream) {
        List<T> records = new CopyOnWriteArrayList<>();
        stream.foreachRDD(rdd -> records.addAll(rdd.collect()));
        return records;
    }

    public void start() {
        streaming.start();
    }

    /** Runs the next batch. */
    public void runBatch() throws InterruptedException {
        BatchCycle cycle = streaming.batches().orElseThrow();
        Instant due = Instant.ofEpochMilli(
                new Time(clock.millis()).floor(INTERVAL).plus(INTERVAL).milliseconds());
        clock.advanceTo(due);
        cycle.termination().awaitBatch(new Time(due.toEpochMilli()));
    }

    /** Runs batches until something is so. */
    public void runBatchesUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            runBatch();
        }
    }

    /** What listeners were told of receivers next, such as {@code socket localhost:9999 error: Cannot connect}. */
    public String nextReceiverEvent() throws InterruptedException {
        String event = receiverEvents.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event of a receiver came");
        }
        return event;
    }

    /** Waits for an event of a receiver that contains a text. */
    public String receiverEvent(String text) throws InterruptedException {
        String event = nextReceiverEvent();
        while (!event.contains(text)) {
            event = nextReceiverEvent();
        }
        return event;
    }

    @Override
    public void close() {
        streaming.stop();
    }
}
