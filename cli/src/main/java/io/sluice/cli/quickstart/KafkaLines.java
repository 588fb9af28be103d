package io.sluice.cli.quickstart;

import io.sluice.time.StreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes lines to a topic at a steady rate, on a thread of its own, which is gone after {@link #close}. */
final class KafkaLines implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(20);

    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final TextInput.EndlessLines lines;
    private final int linesPerSecond;
    private final StreamClock clock;
    private final Thread thread = new Thread(this::write, "sluice-quickstart-producer");
    private final AtomicLong written = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean paused;

    private KafkaLines(String brokers, String topic, QuickstartSettings.Own own, StreamClock clock) {
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                new StringSerializer(),
                new StringSerializer());
        this.topic = topic;
        this.lines = own.text().lines();
        this.linesPerSecond = own.linesPerSecond();
        this.clock = clock;
        thread.setDaemon(true);
    }

    static KafkaLines start(String brokers, String topic, QuickstartSettings.Own own, StreamClock clock) {
        KafkaLines lines = new KafkaLines(brokers, topic, own, clock);
        lines.thread.start();
        return lines;
    }

    /** Lines that the broker has confirmed so far. */
    long written() {
        return written.get();
    }

    private void write() {
        try {
            writeSteadily();
        } catch (InterruptedException closed) {
            paused = true;
        } catch (KafkaException failed) {
            failure.compareAndSet(null, failed);
        }
    }

    /** While the broker is slow or away, what was not written meanwhile is not made up for. */
    private void writeSteadily() throws InterruptedException {
        Instant due = clock.now();
        double owed = 0;
        while (!paused) {
            owed += linesPerSecond * (TICK.toNanos() / 1e9);
            for (; owed >= 1; owed--) {
                send(lines.next());
            }
            Instant now = clock.now();
            due = due.plus(TICK).isAfter(now.minusSeconds(1)) ? due.plus(TICK) : now;
            clock.awaitUntil(due);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    private void send(String line) {
        producer.send(new ProducerRecord<>(topic, line), (where, failed) -> {
            if (failed == null) {
                written.incrementAndGet();
            } else {
                failure.compareAndSet(null, failed);
            }
        });
    }

    /** Writes no more lines; all that were written are in the topic when it returns. */
    void pause() {
        paused = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("lines could not be written to topic " + topic, failed);
        }
    }

    @Override
    public void close() {
        paused = true;
        thread.interrupt();
        producer.close(Duration.ofSeconds(1));
        lines.close();
    }
}
