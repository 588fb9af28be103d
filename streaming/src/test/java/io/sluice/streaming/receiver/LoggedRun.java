package io.sluice.streaming.receiver;

import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.storage.log.LogStorage;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.time.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A receiver with a log, and what the batch cycle would note of it in a checkpoint. */
final class LoggedRun<T> {
    static final ReceivedLogSettings LOG =
            new ReceivedLogSettings(true, "", Duration.ofSeconds(60), 3, false, Duration.ofSeconds(30));

    /** Stores what the test stores. */
    static final class ByHand<T> extends Receiver<T> {
        ByHand() {
            super(StorageLevel.MEMORY_ONLY);
        }

        @Override
        public void onStart() {}

        @Override
        public void onStop() {}
    }

    final ByHand<T> receiver = new ByHand<>();
    final ReceiverSource<T> source;
    final BlockingQueue<String> errors = new LinkedBlockingQueue<>();
    final SortedMap<Time, byte[]> plans = new TreeMap<>();
    private final PlanCodec<ReceivedBlocks<T>> codec;

    LoggedRun(SluiceContext context, ManualClock clock, ReceivedLogSettings log) {
        ListenerBus events = new ListenerBus();
        events.add(new StreamingListener() {
            @Override
            public void onReceiverError(StreamingListenerReceiverError event) {
                errors.add(event.receiverInfo().lastErrorMessage());
            }
        });
        ReceiverSettings settings = new ReceiverSettings(
                Duration.ofSeconds(1), Duration.ofSeconds(1), Long.MAX_VALUE, Duration.ofSeconds(2), log);
        source = new ReceiverSource<>(0, receiver, settings, new ReceiveBudget(0), context, clock, events);
        codec = source.planCodec().orElseThrow();
    }

    /** The first run on a directory. */
    LoggedRun<T> begin(LogStorage storage) {
        source.resume(new SourceCheckpoint<>(storage, Optional.empty(), new TreeMap<>(), Optional.empty()));
        return this;
    }

    /** Goes on from what another run left; its memory is what it said at some time, or nothing. */
    SortedMap<Time, ReceivedBlocks<T>> resume(LogStorage storage, LoggedRun<T> before, Optional<byte[]> memory) {
        plans.putAll(before.plans);
        SortedMap<Time, ReceivedBlocks<T>> decoded = new TreeMap<>();
        plans.forEach((time, plan) -> decoded.put(time, decode(plan)));
        Optional<Time> last = plans.isEmpty() ? Optional.empty() : Optional.of(plans.lastKey());
        source.resume(new SourceCheckpoint<>(storage, last, decoded, memory));
        return decoded;
    }

    /** What a batch has, as the checkpoint knows it. */
    ReceivedBlocks<T> planned(Time time) {
        return decode(plans.get(time));
    }

    private ReceivedBlocks<T> decode(byte[] plan) {
        try {
            return codec.read(new DataInputStream(new ByteArrayInputStream(plan)));
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** Plans a batch, as the checkpoint would have it. */
    ReceivedBlocks<T> plan(long second) {
        Time time = new Time(second * 1000);
        ReceivedBlocks<T> plan = source.plan(time).orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.write(plan, new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        plans.put(time, bytes.toByteArray());
        return plan;
    }

    List<T> records(ReceivedBlocks<T> plan) {
        return source.rdd(plan).collect();
    }
}
