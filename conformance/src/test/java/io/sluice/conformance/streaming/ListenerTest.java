package io.sluice.conformance.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.streaming.Time;
import io.sluice.streaming.event.BatchInfo;
import io.sluice.streaming.event.OutputOperationInfo;
import io.sluice.streaming.event.StreamInputInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.streaming.event.StreamingListenerBatchStarted;
import io.sluice.streaming.event.StreamingListenerBatchSubmitted;
import io.sluice.streaming.event.StreamingListenerOutputOperationCompleted;
import io.sluice.streaming.event.StreamingListenerOutputOperationStarted;
import io.sluice.streaming.event.StreamingListenerStreamingStarted;
import io.sluice.testkit.FedStream;
import io.sluice.testkit.ListenerRecorder;
import io.sluice.testkit.SluiceTest;
import io.sluice.testkit.StreamHarness;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What listeners hear, and in which order. */
@SluiceTest
class ListenerTest {
    @Nested
    class GivenTwoOutputs {
        @Test
        void whenABatchRuns_thenEventsComeInTheOrderInWhichThingsHappen(StreamHarness harness) {
            ListenerRecorder heard = harness.listen();
            FedStream<Integer> numbers = harness.input("numbers");
            numbers.stream().foreachRDD(rdd -> {});
            numbers.stream().print();
            harness.start();

            harness.runBatch();

            assertThat(heard.events())
                    .<Class<?>>map(Object::getClass)
                    .containsExactly(
                            StreamingListenerStreamingStarted.class,
                            StreamingListenerBatchSubmitted.class,
                            StreamingListenerBatchStarted.class,
                            StreamingListenerOutputOperationStarted.class,
                            StreamingListenerOutputOperationCompleted.class,
                            StreamingListenerOutputOperationStarted.class,
                            StreamingListenerOutputOperationCompleted.class,
                            StreamingListenerBatchCompleted.class);
        }

        @Test
        void whenABatchRuns_thenTheEventsSayWhatItWasMadeOf(StreamHarness harness) {
            ListenerRecorder heard = harness.listen();
            FedStream<Integer> numbers = harness.input("numbers");
            FedStream<String> words = harness.input("words");
            numbers.stream().foreachRDD(rdd -> harness.clock().advance(Duration.ofMillis(30)));
            words.stream().foreachRDD(rdd -> harness.clock().advance(Duration.ofMillis(12)));
            harness.start();

            numbers.feed(1, 2).feed(3);
            words.feed("a");
            Time time = harness.runBatch();

            BatchInfo submitted =
                    heard.events(StreamingListenerBatchSubmitted.class).get(0).batchInfo();
            assertThat(submitted.batchTime()).isEqualTo(time);
            assertThat(submitted.submissionTime()).isEqualTo(time.milliseconds());
            assertThat(submitted.processingStartTime()).isEqualTo(-1);
            assertThat(submitted.schedulingDelay()).isEqualTo(-1);
            assertThat(submitted.numRecords()).isEqualTo(4);
            BatchInfo completed =
                    heard.events(StreamingListenerBatchCompleted.class).get(0).batchInfo();
            assertThat(completed.schedulingDelay()).isZero();
            assertThat(completed.processingDelay()).isEqualTo(42);
            assertThat(completed.totalDelay()).isEqualTo(42);
            assertThat(completed.streamIdToInputInfo().values())
                    .extracting(StreamInputInfo::numRecords)
                    .containsExactlyInAnyOrder(3L, 1L);
            OutputOperationInfo second = completed.outputOperationInfos().get(1);
            assertThat(second.name()).isEqualTo("foreachRDD");
            assertThat(second.description()).startsWith("foreachRDD at ListenerTest.java:");
            assertThat(second.duration()).isEqualTo(12);
            assertThat(second.failureReason()).isEmpty();
        }
    }

    @Nested
    class GivenAnOutputThatFails {
        @Test
        void whenTheBatchEnds_thenItIsCompletedWithTheReason(StreamHarness harness) {
            ListenerRecorder heard = harness.listen();
            harness.input().stream().foreachRDD(rdd -> {
                throw new IllegalArgumentException("wrong");
            });
            harness.start();

            assertThatThrownBy(harness::runBatch).hasMessageContaining("wrong");
            harness.close();

            assertThat(heard.events(StreamingListenerOutputOperationCompleted.class)
                            .get(0)
                            .outputOperationInfo()
                            .failureReason())
                    .contains("wrong");
            assertThat(heard.events(StreamingListenerBatchCompleted.class)).hasSize(1);
        }
    }

    @Nested
    class GivenListenersThatComeAndGo {
        @Test
        void whenOneIsRemoved_thenItHearsNoMore(StreamHarness harness) {
            ListenerRecorder removed = harness.listen();
            ListenerRecorder kept = harness.listen();
            harness.collect(harness.input().stream());
            harness.start();
            harness.runBatch();

            harness.streaming().removeStreamingListener(removed);
            harness.runBatch();

            assertThat(removed.events(StreamingListenerBatchCompleted.class)).hasSize(1);
            assertThat(kept.events(StreamingListenerBatchCompleted.class)).hasSize(2);
        }

        @Test
        void whenOneThrows_thenTheOthersAndTheProgramGoOn(StreamHarness harness) {
            AtomicInteger calls = new AtomicInteger();
            harness.streaming().addStreamingListener(new StreamingListener() {
                @Override
                public void onBatchStarted(StreamingListenerBatchStarted started) {
                    calls.incrementAndGet();
                    throw new IllegalStateException("a listener's own fault");
                }
            });
            ListenerRecorder heard = harness.listen();
            harness.collect(harness.input().stream());
            harness.start();

            harness.runBatches(2);

            assertThat(calls).hasValue(2);
            assertThat(heard.events(StreamingListenerBatchCompleted.class)).hasSize(2);
        }
    }
}
