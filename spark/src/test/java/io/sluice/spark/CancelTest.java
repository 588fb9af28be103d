package io.sluice.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.FutureAction;
import io.sluice.Rdd;
import io.sluice.SluiceContext;
import io.sluice.TaskContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.lineage.PartitionedSource;
import io.sluice.lineage.SourcePartition;
import io.sluice.operator.Records;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the tasks of a job that is cancelled: the one core there is tells whether they go on. */
class CancelTest {
    private static JavaSparkContext spark;
    private static SluiceContext context;
    private static volatile CountDownLatch begun;

    @BeforeAll
    static void start() {
        SharedCluster.stop(); // a process has one Spark at a time
        spark = new JavaSparkContext(
                new SparkConf().setMaster("local[1]").setAppName("cancel").set("spark.ui.enabled", "false"));
        context = OnSpark.context(spark);
    }

    @AfterAll
    static void stop() {
        context.close();
        spark.stop();
    }

    @BeforeEach
    void nothingHasBegun() {
        begun = new CountDownLatch(1);
    }

    private static Iterator<Integer> endless() {
        return Stream.generate(() -> {
                    begun.countDown();
                    return 1;
                })
                .iterator();
    }

    /** Starts it in a group. */
    private static FutureAction<Long> started(Rdd<Integer> rdd, boolean interrupt) throws InterruptedException {
        context.setJobGroup("group", "to be cancelled", interrupt);
        FutureAction<Long> job = rdd.countAsync();
        context.clearJobGroup();
        begun.await();
        return job;
    }

    private static void assertCancelled_andTheCoreFree(FutureAction<Long> job) {
        assertThatThrownBy(job::get)
                .cause()
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JOB_CANCELLED));
        assertThat(context.parallelize(List.of(1, 2, 3), 1).count()).isEqualTo(3);
    }

    @Test
    void aTaskThatNeverLooks_endsWithTheNextRecord() throws Exception {
        List<Integer> aQuarterOfAnHour = IntStream.range(0, 1_000_000).boxed().toList();
        Rdd<Integer> slow = context.parallelize(aQuarterOfAnHour, 1).filter(n -> {
            begun.countDown();
            LockSupport.parkNanos(1_000_000);
            return false;
        });
        FutureAction<Long> job = started(slow, false);

        context.cancelJobGroup("group");

        assertCancelled_andTheCoreFree(job);
    }

    @Test
    void aRecordThatBecomesMany_isLeftInTheMiddle() throws Exception {
        FutureAction<Long> job = started(context.parallelize(List.of(1), 1).flatMap(n -> endless()), false);

        context.cancelJobGroup("group");

        assertCancelled_andTheCoreFree(job);
    }

    @Test
    void aGroupThatAsksForInterrupts_isInterrupted() throws Exception {
        Rdd<Integer> waiting = context.parallelize(List.of(1), 1).map(n -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return n;
        });
        FutureAction<Long> job = started(waiting, true);

        context.cancelJobGroup("group");

        assertCancelled_andTheCoreFree(job);
    }

    @Test
    void aContextThatCancels_interrupts() throws Exception {
        Rdd<Integer> waiting = context.parallelize(List.of(1), 1).map(n -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return n;
        });
        FutureAction<Long> job = started(waiting, false);

        context.cancelJobs(any -> true, "a test says so");

        assertCancelled_andTheCoreFree(job);
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaits_takesItsJobWithIt() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Rdd<Integer> waiting = context.parallelize(List.of(1), 1).map(n -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return n;
        });
        Thread waits = new Thread(() -> {
            try {
                waiting.count();
            } catch (StreamException cancelled) {
                if (cancelled.code() == ErrorCode.JOB_CANCELLED
                        && Thread.currentThread().isInterrupted()) {
                    told.countDown();
                }
            }
        });
        waits.start();
        begun.await();

        waits.interrupt();

        told.await();
        assertThat(context.parallelize(List.of(1, 2, 3), 1).count()).isEqualTo(3);
    }

    /** One that cancels all jobs when Spark asks what partitions it has, which is after the job has begun and before it runs. */
    private static final class Cancelling implements PartitionedSource<Integer> {
        @Override
        public List<One> partitions() {
            if (!context.statusTracker().getActiveJobIds().isEmpty()) {
                context.cancelAllJobs();
            }
            return List.of(new One());
        }
    }

    private record One() implements SourcePartition<Integer> {
        @Override
        public Records<Integer> read(TaskContext task) {
            return () -> endless();
        }
    }

    @Test
    void aJobThatIsCancelledWhileItIsHandedOver_ends() {
        assertThatThrownBy(() -> context.fromSource(new Cancelling()).count())
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.JOB_CANCELLED));
    }
}
