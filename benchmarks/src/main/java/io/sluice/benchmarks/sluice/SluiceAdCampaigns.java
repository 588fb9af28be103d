package io.sluice.benchmarks.sluice;

import io.sluice.Broadcast;
import io.sluice.Tuple2;
import io.sluice.benchmarks.program.AdEvent;
import io.sluice.benchmarks.program.AdEvents;
import io.sluice.benchmarks.program.ReadRate;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The Yahoo streaming benchmark: views by campaign and window of ten seconds of event time; arguments: port, topic, interval in
 * ms, events, most events a second and partition, threads.
 */
public final class SluiceAdCampaigns {
    private static final long WINDOW_MILLIS = 10_000;

    private SluiceAdCampaigns() {}

    /** A campaign in a window. */
    record CampaignWindow(int campaign, long window) implements java.io.Serializable {}

    public static void main(String[] args) throws Exception {
        long events = Long.parseLong(args[3]);
        ReadRate rate = new ReadRate(events);
        Map<CampaignWindow, Long> found = new HashMap<>();
        try (StreamingContext context = new StreamingContext(
                SluiceSettings.named("ad campaigns")
                        .setMaster("local[" + args[5] + "]")
                        .set("sluice.streaming.kafka.maxRatePerPartition", args[4]),
                Duration.ofMillis(Long.parseLong(args[2])))) {
            context.checkpoint(Files.createTempDirectory("checkpoint").toString());
            Broadcast<Map<String, Integer>> campaigns = context.sluiceContext().broadcast(AdEvents.campaigns());
            var records = KafkaTopicStream.of(context, args[0], args[1]);
            records.map(ConsumerRecord::value)
                    .map(AdEvent::parse)
                    .filter(AdEvent::isView)
                    .mapToPair(view -> new Tuple2<>(
                            new CampaignWindow(campaigns.value().get(view.ad()), view.time() / WINDOW_MILLIS), 1L))
                    .reduceByKey(Long::sum)
                    .mapWithState(StateSpec.function(SluiceAdCampaigns::total))
                    .foreachRDD(totals -> totals.collect().forEach(total -> found.put(total._1(), total._2())));
            context.addStreamingListener(new ReadRecords(rate));
            context.start();
            rate.await();
        }
        rate.print();
        long views = found.values().stream().mapToLong(Long::longValue).sum();
        if (views != AdEvents.views(events)) {
            throw new IllegalStateException(
                    "%d views were counted instead of %d".formatted(views, AdEvents.views(events)));
        }
    }

    private static Tuple2<CampaignWindow, Long> total(CampaignWindow key, Optional<Long> count, State<Long> state) {
        long total = (state.exists() ? state.get() : 0) + count.orElseThrow();
        state.update(total);
        return new Tuple2<>(key, total);
    }
}
