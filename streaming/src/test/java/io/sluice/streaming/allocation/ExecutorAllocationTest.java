package io.sluice.streaming.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.streaming.Time;
import io.sluice.streaming.event.BatchInfo;
import io.sluice.streaming.event.OutputOperationInfo;
import io.sluice.streaming.event.StreamingListenerBatchCompleted;
import io.sluice.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExecutorAllocationTest {
    private static final Duration BATCH = Duration.ofSeconds(10);
    private static final Duration SCALING = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    /** A program with batches ten seconds apart, which is looked at once a minute. */
    private final class Program {
        final FakeExecutors executors;
        final ExecutorAllocation allocation;

        Program(int executors, long min, long max) {
            this.executors = new FakeExecutors(executors);
            this.allocation = new ExecutorAllocation(
                    new AllocationSettings(BATCH, min, max, SCALING, 0.9, 0.3), this.executors, clock);
        }

        /** Ends a batch, at the present time. */
        void batch(long millis, String failure) {
            Time time = new Time(clock.millis());
            OutputOperationInfo output =
                    new OutputOperationInfo(time, 0, "foreachRDD", "foreachRDD", 0, millis, failure);
            allocation.onBatchCompleted(new StreamingListenerBatchCompleted(
                    new BatchInfo(time, Map.of(), clock.millis(), 0, millis, Map.of(0, output))));
        }

        /** Ends so many batches in a minute, the last one as the minute is over. */
        void minute(long... millis) {
            for (long each : millis) {
                clock.advance(SCALING.dividedBy(millis.length));
                batch(each, "");
            }
        }
    }

    @Nested
    class GivenBatchesThatTakeLongerThanTheirInterval {
        @Test
        void asManyMoreAreAskedForAsBatchesTakeIntervals() {
            Program program = new Program(2, 1, 100);

            program.minute(24_000, 26_000, 25_400);

            assertThat(program.executors.asked).containsExactly("5 in all");
        }

        @Test
        void oneIsTheLeast_andTheMostIsNotPassed() {
            Program program = new Program(2, 1, 4);

            program.minute(9_000);
            program.minute(30_000);
            program.minute(30_000);

            assertThat(program.executors.asked).containsExactly("3 in all", "4 in all");
        }

        @Test
        void whenThereAreFewerThanTheLeast_thenThatIsAskedFor() {
            Program program = new Program(1, 8, 100);

            program.minute(9_000);

            assertThat(program.executors.asked).containsExactly("8 in all");
        }

        @Test
        void whenThereAreMoreThanTheMost_thenAllStay() {
            Program program = new Program(6, 1, 4);

            program.minute(9_000);

            assertThat(program.executors.asked).isEmpty();
        }
    }

    @Nested
    class GivenBatchesThatTakeLittle {
        @Test
        void oneExecutorGoesEachInterval_downToTheLeast() {
            Program program = new Program(4, 2, 100);

            program.minute(3_000);
            program.minute(2_900, 10);
            program.minute(0);

            assertThat(program.executors.asked).containsExactly("one less", "one less");
        }

        @Test
        void whenNoneIsIdle_thenItIsTriedAgainAtTheNextLook() {
            Program program = new Program(2, 1, 100);
            program.executors.idle = false;
            program.minute(100);

            program.executors.idle = true;
            program.minute(100);

            assertThat(program.executors.asked).containsExactly("one less", "one less");
            assertThat(program.executors.count).isEqualTo(1);
        }
    }

    @Test
    void betweenTheRatiosNothingChanges() {
        Program program = new Program(2, 1, 100);

        program.minute(3_100);
        program.minute(8_900);

        assertThat(program.executors.asked).isEmpty();
    }

    @Test
    void theAverageOfAnIntervalCounts_andNoBatchBeforeIt() {
        Program program = new Program(4, 1, 100);

        program.minute(100, 100, 8_800); // 3000 on average
        program.minute(9_000, 9_000, 9_000);

        assertThat(program.executors.asked).containsExactly("one less", "4 in all");
    }

    @Test
    void beforeAnIntervalIsOverNothingChanges() {
        Program program = new Program(2, 1, 100);

        clock.advance(SCALING.minusNanos(1));
        program.batch(30_000, "");

        assertThat(program.executors.asked).isEmpty();
    }

    @Test
    void aBatchWithAFailedOutputSaysNothing() {
        Program program = new Program(2, 1, 100);

        clock.advance(SCALING);
        program.batch(100, "no room on the disk");
        clock.advance(SCALING);
        program.batch(100, "no room on the disk");
        assertThat(program.executors.asked).isEmpty();

        clock.advance(Duration.ofSeconds(30));
        program.batch(100, "");
        clock.advance(Duration.ofSeconds(30));
        program.batch(60_000, "no room on the disk");
        assertThat(program.executors.asked).containsExactly("one less");
    }

    @Test
    void whenABatchIsLongerThanTheInterval_thenThatIsSeenWhenItEnds() {
        Program program = new Program(1, 1, 100);

        clock.advance(Duration.ofMinutes(10));
        program.batch(600_000, "");

        assertThat(program.executors.asked).containsExactly("61 in all");
    }

    @Test
    void whenTheWallClockIsSet_thenIntervalsStayAsLong() {
        Program program = new Program(2, 1, 100);

        clock.jumpTo(Instant.EPOCH.plus(Duration.ofDays(1)));
        program.batch(100, "");
        clock.jumpTo(Instant.EPOCH);
        assertThat(program.executors.asked).isEmpty();

        program.minute(100);
        assertThat(program.executors.asked).containsExactly("one less");
    }
}
