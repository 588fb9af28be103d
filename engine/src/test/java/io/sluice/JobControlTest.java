package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.JobInfo;
import io.sluice.error.StreamException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobControlTest {
    /** Tasks wait here; static, because what a function captures is copied when tasks are serialized. */
    static final CountDownLatch NEVER = new CountDownLatch(1);

    final SluiceContext context = new SluiceContext("local[2]", "test");
    final Rdd<Integer> numbers = context.parallelize(List.of(1, 2), 2);

    @AfterEach
    void close() {
        context.close();
    }

    private FutureAction<Void> endless() {
        FutureAction<Void> action = numbers.foreachAsync(number -> NEVER.await());
        while (context.statusTracker().getActiveJobIds().isEmpty()) {
            Thread.onSpinWait();
        }
        return action;
    }

    @Test
    void aGroupIsCancelledForAReason() {
        context.setJobGroup("nightly", "the nightly load", true);
        FutureAction<Void> action = endless();

        context.cancelJobGroup("daily", "not this one");
        context.cancelJobGroup("nightly", "the night is over");

        assertThatThrownBy(action::get).hasMessageContaining("the night is over");
    }

    @Test
    void jobsWithATagAreCancelledForAReason() {
        context.setInterruptOnCancel(true);
        context.addJobTag("slow");
        context.addJobTag("other");
        FutureAction<Void> action = endless();

        context.cancelJobsWithTag("quick");
        context.cancelJobsWithTag("slow", "too slow");

        assertThatThrownBy(action::get).hasMessageContaining("too slow");
    }

    @Test
    void allJobsAreCancelled() {
        context.setInterruptOnCancel(true);
        FutureAction<Void> action = endless();

        context.cancelAllJobs();

        assertThatThrownBy(action::get).hasMessageContaining("all jobs were cancelled");
    }

    @Test
    void tagsComeAndGo() {
        context.addJobTag("a");
        context.addJobTag("b");
        context.removeJobTag("a");

        assertThat(context.getJobTags()).containsExactly("b");
        context.clearJobTags();
        assertThat(context.getJobTags()).isEmpty();
        assertThatThrownBy(() -> context.addJobTag("a,b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallSiteOfOnesOwnIsNamedInErrorsUntilItIsCleared() {
        context.setCallSite("the nightly load");
        Rdd<Integer> named = numbers.map(number -> 1 / (number / 10));
        context.clearCallSite();
        Rdd<Integer> plain = numbers.map(number -> 1 / (number / 10));

        assertThatThrownBy(named::collect)
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("the function of the nightly load threw");
        assertThatThrownBy(plain::collect).hasMessageContaining("the function of map at JobControlTest.java:");
    }

    @Test
    void aPartitionsRecordsCanBeIteratedOver() {
        assertThat(numbers.iterator(numbers.partitions().get(1), null))
                .toIterable()
                .containsExactly(2);
    }

    @Test
    void theContextSaysWhoseItIsAndWhereClassesCameFrom() {
        assertThat(context.sparkUser()).isNotEmpty();
        assertThat(SluiceContext.jarOfClass(Test.class))
                .singleElement()
                .asString()
                .endsWith(".jar");
        assertThat(SluiceContext.jarOfObject(this)).isEmpty();
        assertThat(SluiceContext.jarOfClass(String.class)).isEmpty();
    }

    /** Static as {@link #NEVER} is. */
    static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void smallTasksThatWaitForSomethingOutsideRunSideBySide() {
        context.setLocalProperty(JobInfo.TASKS_WAIT, "true");

        List<Integer> arrivals =
                numbers.map(number -> BOTH.await(30, TimeUnit.SECONDS)).collect();

        assertThat(arrivals).containsExactlyInAnyOrder(0, 1);
    }
}
