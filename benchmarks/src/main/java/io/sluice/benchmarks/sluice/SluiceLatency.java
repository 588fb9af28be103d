package io.sluice.benchmarks.sluice;

import io.sluice.benchmarks.program.Latencies;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/**
 * Records of a receiver, logged, through {@code mapWithState} to an output; arguments: interval in ms, records a second,
 * seconds to warm up, seconds to measure.
 */
public final class SluiceLatency {
    private SluiceLatency() {}

    public static void main(String[] args) throws Exception {
        String intervalMillis = args[0];
        int perSecond = Integer.parseInt(args[1]);
        Latencies latencies =
                new Latencies(perSecond * Integer.parseInt(args[2]), perSecond * Integer.parseInt(args[3]));
        try (StreamingContext context = new StreamingContext(
                SluiceSettings.named("latency")
                        .set("sluice.streaming.blockInterval", intervalMillis + "ms")
                        .set("sluice.streaming.receiver.writeAheadLog.enable", "true"),
                Duration.ofMillis(Long.parseLong(intervalMillis)))) {
            context.checkpoint(Files.createTempDirectory("checkpoint").toString());
            context.addStreamingListener(new StreamingListener() {
                @Override
                public void onBatchCompleted(StreamingListenerBatchCompleted batchCompleted) {
                    latencies.committed(batchCompleted.batchInfo().batchTime().milliseconds());
                }
            });
            PairDStream.fromDStream(context.receiverStream(new SteadyReceiver(perSecond, latencies.clock())))
                    .mapWithState(StateSpec.function(SluiceLatency::count))
                    .foreachRDD((sent, time) -> latencies.read(time.milliseconds(), sent.collect()));
            context.start();
            latencies.await();
        }
        latencies.print();
    }

    private static Long count(Integer key, Optional<Long> sent, State<Long> state) {
        state.update((state.exists() ? state.get() : 0L) + 1);
        return sent.orElseThrow();
    }
}
