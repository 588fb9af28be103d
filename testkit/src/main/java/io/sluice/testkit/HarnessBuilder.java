package io.sluice.testkit;

import static java.util.Objects.requireNonNull;

import io.sluice.SluiceConf;
import java.time.Duration;
import java.time.Instant;

/** What a {@link StreamHarness} is made with. Confined to one thread. */
public final class HarnessBuilder {
    private final SluiceConf conf = new SluiceConf()
            .setMaster(System.getProperty("testkit.master", "local[2]"))
            .setAppName("test")
            .set("sluice.task.serialize", "true");

    private Duration batchInterval = Duration.ofSeconds(1);
    private Instant startAt = Instant.EPOCH;

    HarnessBuilder() {}

    /** How far apart batches are; one second if not said. */
    public HarnessBuilder batchInterval(Duration interval) {
        batchInterval = requireNonNull(interval, "interval");
        return this;
    }

    /** Where tasks run; if not said, what the system property {@code testkit.master} says, or {@code local[2]}. */
    public HarnessBuilder master(String master) {
        conf.setMaster(master);
        return this;
    }

    /** A setting of the program, such as {@code sluice.streaming.onBatchFailure}. */
    public HarnessBuilder set(String key, String value) {
        conf.set(key, value);
        return this;
    }

    /** All settings of a configuration, over those made before. */
    public HarnessBuilder conf(SluiceConf settings) {
        conf.setAll(settings.getAll());
        return this;
    }

    /** What the clock shows at first; the start of 1970 if not said, so that the first batch is one interval after that. */
    public HarnessBuilder startAt(Instant instant) {
        startAt = requireNonNull(instant, "instant");
        return this;
    }

    public StreamHarness build() {
        return new StreamHarness(this);
    }

    SluiceConf conf() {
        return conf;
    }

    Duration batchInterval() {
        return batchInterval;
    }

    Instant startAt() {
        return startAt;
    }
}
