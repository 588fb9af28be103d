package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.JobInfo;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FutureActionTest {
    /** Reached from tasks; static because a lambda that captures a latch would not serialize. */
    private static volatile CountDownLatch started;

    private static volatile CountDownLatch released;

    final SluiceContext context = new SluiceContext("local[2]", "test");
    final Rdd<Integer> numbers = context.parallelize(List.of(1, 2, 3, 4), 2);

    @AfterEach
    void close() {
        context.close();
    }

    private Rdd<Integer> waiting() {
        started = new CountDownLatch(1);
        released = new CountDownLatch(1);
        return numbers.map(n -> {
            started.countDown();
            released.await();
            return n;
        });
    }

    @Test
    void givesWhatTheActionGives() throws Exception {
        FutureAction<List<Integer>> action = numbers.collectAsync();

        assertThat(action.get()).containsExactly(1, 2, 3, 4);
        assertThat(action.isDone()).isTrue();
        assertThat(action.jobIds()).hasSize(1);
    }

    @Test
    void whenTheFunctionThrows_thenGetSaysSo() {
        FutureAction<Long> action = numbers.map(n -> 1 / (n / 10)).countAsync();

        assertThatThrownBy(action::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("countAsync at FutureActionTest.java");
    }

    @Test
    void whenItIsCancelled_thenItsJobEnds() throws Exception {
        FutureAction<Long> action = waiting().countAsync();
        started.await();

        boolean cancelled = action.cancel(true);

        assertThat(cancelled).isTrue();
        assertThat(action.isCancelled()).isTrue();
        assertThatThrownBy(action::get).isInstanceOf(CancellationException.class);
        assertThat(numbers.count()).isEqualTo(4); // the threads are free again
    }

    @Test
    void jobsCarryTheTagsOfTheThreadThatStartedThem() throws Exception {
        context.addJobTag("night");
        context.addJobTag("report");
        context.removeJobTag("report");
        context.setInterruptOnCancel(true);
        FutureAction<Long> action = waiting().countAsync();
        started.await();

        List<Long> active = context.statusTracker().getActiveJobIds();
        JobInfo job = context.statusTracker().getJobInfo(active.get(0)).orElseThrow();
        context.cancelJobsWithTag("night");

        assertThat(context.getJobTags()).containsExactly("night");
        assertThat(job.site().toString()).startsWith("countAsync at FutureActionTest.java");
        assertThatThrownBy(action::get)
                .cause()
                .isInstanceOfSatisfying(
                        StreamException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.JOB_CANCELLED));
        assertThat(context.statusTracker().getActiveJobIds()).isEmpty();
    }

    @Test
    void aTagHasNoComma() {
        assertThatThrownBy(() -> context.addJobTag("a,b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> context.addJobTag("")).isInstanceOf(IllegalArgumentException.class);
    }
}
