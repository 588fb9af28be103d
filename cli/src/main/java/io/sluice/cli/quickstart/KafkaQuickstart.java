package io.sluice.cli.quickstart;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.Tuple2;
import io.sluice.streaming.DStream;
import io.sluice.streaming.Durations;
import io.sluice.streaming.PairDStream;
import io.sluice.streaming.State;
import io.sluice.streaming.StateSpec;
import io.sluice.streaming.StreamingContext;
import io.sluice.streaming.StreamingSettings;
import io.sluice.streaming.kafka.ConsumerStrategies;
import io.sluice.streaming.kafka.KafkaSink;
import io.sluice.streaming.kafka.KafkaUtils;
import io.sluice.streaming.kafka.LocationStrategies;
import io.sluice.time.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Counts the words of one topic into another, exactly once: lines that {@link KafkaLines} writes, totals in a state, and each
 * new total to the second topic, from which they are read at the end to see that all are there.
 */
public final class KafkaQuickstart {
    private static final String LINES = "sluice-quickstart-lines";
    private static final String COUNTS = "sluice-quickstart-counts";
    private static final String GROUP = "sluice-quickstart";
    private static final Duration BATCH = Durations.seconds(1);
    private static final Duration WINDOW = Durations.seconds(30);

    private final QuickstartSettings settings;
    private final QuickstartSettings.Topic topic;
    private final Screen screen;
    private final SystemClock clock = new SystemClock();
    private final Layout layout;
    private final Scoreboard scoreboard;

    public KafkaQuickstart(QuickstartSettings settings, QuickstartSettings.Topic topic, Screen screen) {
        this.settings = settings;
        this.topic = topic;
        this.screen = screen;
        this.layout = new Layout(ZoneId.systemDefault(), screen.isTerminal());
        this.scoreboard = new Scoreboard(screen, layout, (int) WINDOW.toSeconds(), settings.seconds());
    }

    /**
     * Runs until the time is over or the calling thread is interrupted, finishes the batch in hand, and shows the summary.
     *
     * @throws io.sluice.error.StreamException if a batch failed, or a setting is wrong
     * @throws Disconnected if no broker answers
     */
    public void run() throws IOException, InterruptedException {
        screen.print(layout.bold("Sluice quickstart: counting words from topic to topic"));
        if (topic.broker().isPresent()) {
            run(topic.broker().get().toString(), topic.broker().get().toString());
            return;
        }
        screen.progress("  starting a Kafka broker ...");
        runWithOwnBroker();
    }

    /** The broker's libraries are on the class path only if the script ./sluice put them there. */
    private void runWithOwnBroker() throws IOException, InterruptedException {
        try (OwnBroker broker = OwnBroker.start()) {
            run(broker.address(), "one in this JVM, at " + broker.address());
        } catch (NoClassDefFoundError missing) {
            throw Disconnected.noBroker(missing);
        }
    }

    private void run(String brokers, String described) throws IOException, InterruptedException {
        KafkaTopics topics = new KafkaTopics(brokers);
        try {
            topics.create(LINES, COUNTS);
        } catch (ExecutionException failed) {
            HostPort address = topic.broker().orElseGet(() -> HostPort.parse(brokers));
            throw Disconnected.broker(address, failed.getCause().getMessage());
        }
        Path checkpoint = Files.createTempDirectory("sluice-quickstart");
        try {
            screen.print(introduction(described, checkpoint));
            count(brokers, topics, checkpoint);
        } finally {
            delete(checkpoint);
        }
    }

    private void count(String brokers, KafkaTopics topics, Path checkpoint) {
        Map<TopicPartition, Long> before = topics.ends(COUNTS);
        OptionalLong written;
        try (StreamingContext streaming = new StreamingContext(new SluiceContext(conf()), BATCH)) {
            streaming.checkpoint(checkpoint.toString());
            outputs(lines(streaming, brokers), brokers);
            streaming.addStreamingListener(scoreboard);
            streaming.start();
            try (KafkaLines lines = KafkaLines.start(brokers, LINES, topic.written(), clock)) {
                if (Quickstart.awaitEnd(streaming, settings.seconds())) {
                    screen.progress("  finishing the batch in hand ...");
                }
                lines.pause();
                written = OptionalLong.of(lines.written());
            }
            streaming.stop(true, true);
        }
        scoreboard.showSummary(written);
        screen.print(layout.results(COUNTS, topics.resultsAfter(COUNTS, before), scoreboard.words()));
    }

    /** Of a run of its own: another one at the same broker has other transactions. */
    private SluiceConf conf() {
        return settings.conf()
                .setIfMissing("sluice.app.name", "quickstart-" + UUID.randomUUID())
                // Ctrl-C reaches the context's own shutdown hook as well
                .setIfMissing(StreamingSettings.STOP_GRACEFULLY_ON_SHUTDOWN.key(), "true");
    }

    private static DStream<String> lines(StreamingContext streaming, String brokers) {
        Map<String, Object> params = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.GROUP_ID_CONFIG,
                GROUP,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "latest",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class);
        return KafkaUtils.createDirectStream(
                        streaming,
                        LocationStrategies.PreferConsistent(),
                        ConsumerStrategies.<String, String>Subscribe(List.of(LINES), params))
                .map(ConsumerRecord::value);
    }

    private void outputs(DStream<String> lines, String brokers) {
        PairDStream<String, Long> counts = lines.flatMap(Words::in)
                .mapToPair(word -> new Tuple2<>(word, 1L))
                .reduceByKey(Long::sum);
        Map<String, Object> params = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        counts.mapWithState(StateSpec.function(KafkaQuickstart::total))
                .foreachBatch(KafkaSink.pairs(params, COUNTS))
                .name("totals");
        counts.foreachRDD((rdd, time) -> scoreboard.batchCounted(time, rdd.collect()));
        counts.reduceByKeyAndWindow(Long::sum, WINDOW, BATCH)
                .foreachRDD((rdd, time) -> scoreboard.windowCounted(time, rdd.collect()));
    }

    private static Tuple2<String, Long> total(String word, Optional<Long> count, State<Long> state) {
        long total = (state.exists() ? state.get() : 0) + count.orElseThrow();
        state.update(total);
        return new Tuple2<>(word, total);
    }

    private String introduction(String broker, Path checkpoint) {
        QuickstartSettings.Own own = topic.written();
        return """
            broker    %s
            text      %s (%s), %s/s, to topic %s
            results   word totals, exactly once, to topic %s
            restart   from %s\
            """.formatted(
                        broker,
                        own.name(),
                        Layout.many(own.text().files(), "file"),
                        Layout.many(own.linesPerSecond(), "line"),
                        LINES,
                        COUNTS,
                        checkpoint);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
