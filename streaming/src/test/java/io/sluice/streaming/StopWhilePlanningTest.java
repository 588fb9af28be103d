package io.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.Rdd;
import io.sluice.SluiceConf;
import io.sluice.streaming.source.BatchInput;
import io.sluice.streaming.source.StreamSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StopWhilePlanningTest {
    /** Asks a server that does not answer. */
    private static final class SilentSource implements StreamSource<String, BatchInput> {
        private final CountDownLatch asking = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);
        private volatile boolean closed;

        @Override
        public String name() {
            return "silent";
        }

        @Override
        public Optional<BatchInput> plan(Time time) {
            asking.countDown();
            try {
                answer.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException("interrupted while asking", stopped);
            }
            return Optional.empty();
        }

        @Override
        public Rdd<String> rdd(BatchInput input) {
            throw new AssertionError("nothing was planned");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void aSourceThatIsInterruptedByTheStop_isNoFailureOfTheProgram() throws Exception {
        SilentSource source = new SilentSource();
        SluiceConf conf = new SluiceConf().setMaster("local[1]").setAppName("stop");
        try (StreamingContext streaming = new StreamingContext(conf, Duration.ofMillis(10))) {
            streaming.stream(source).foreachRDD(rdd -> {});
            streaming.start();
            source.asking.await();

            boolean done = streaming.stop(StopMode.NOW, Duration.ofSeconds(10));

            assertThat(done).isTrue();
            assertThat(source.closed).isTrue();
            assertThatCode(streaming::awaitTermination).doesNotThrowAnyException();
        }
    }
}
