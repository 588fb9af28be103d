package io.sluice.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.SluiceConf;
import io.sluice.SluiceContext;
import io.sluice.StorageLevel;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.storage.log.LocalLogStorage;
import io.sluice.streaming.Time;
import io.sluice.streaming.event.ListenerBus;
import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerReceiverError;
import io.sluice.streaming.event.StreamingListenerReceiverStarted;
import io.sluice.streaming.source.PlanCodec;
import io.sluice.streaming.source.SourceCheckpoint;
import io.sluice.time.SystemClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver on an executor: what the driver makes of what it hears. */
@Timeout(60)
class RemoteReceiverTest {
    private static final Map<String, BlockingQueue<ByHand>> STARTED = new ConcurrentHashMap<>();
    private static final ReceivedLogSettings LOG = LoggedRun.LOG;

    @TempDir
    Path directory;

    private final SluiceContext context =
            new SluiceContext(new SluiceConf().setMaster("local[2]").setAppName("test"));
    private final FakeExecutors cluster = new FakeExecutors();
    private final ListenerBus events = new ListenerBus();
    private final BlockingQueue<ReceiverInfo> errors = new LinkedBlockingQueue<>();
    private final BlockingQueue<ReceiverInfo> starts = new LinkedBlockingQueue<>();
    private final String key = UUID.randomUUID().toString();
    private final List<RemoteReceiverSource<String>> sources = new ArrayList<>();

    /** Stores what the test stores, which gets the copy that runs. */
    private static final class ByHand extends Receiver<String> {
        private final String key;

        ByHand(String key, StorageLevel level) {
            super(level);
            this.key = key;
        }

        @Override
        public void onStart() {
            STARTED.get(key).add(this);
        }

        @Override
        public void onStop() {}
    }

    @AfterEach
    void close() {
        sources.forEach(source -> source.stop(false));
        events.close();
        context.close();
        STARTED.remove(key);
    }

    private RemoteReceiverSource<String> source(StorageLevel level, ReceivedLogSettings log, long maxBuffered) {
        STARTED.put(key, new LinkedBlockingQueue<>());
        events.add(new StreamingListener() {
            @Override
            public void onReceiverError(StreamingListenerReceiverError event) {
                errors.add(event.receiverInfo());
            }

            @Override
            public void onReceiverStarted(StreamingListenerReceiverStarted event) {
                starts.add(event.receiverInfo());
            }
        });
        ReceiverSettings settings = new ReceiverSettings(
                Duration.ofHours(1), Duration.ofHours(1), Long.MAX_VALUE, Duration.ofMillis(1), log);
        RemoteReceiverSource<String> source = new RemoteReceiverSource<>(
                0, new ByHand(key, level), settings, maxBuffered, cluster, context, new SystemClock(), events);
        sources.add(source);
        return source;
    }

    private RemoteReceiverSource<String> started(StorageLevel level) {
        RemoteReceiverSource<String> source = source(level, ReceivedLogSettings.NONE, 0);
        source.start();
        return source;
    }

    private RemoteReceiverSource<String> startedWithLog(SourceCheckpoint<ReceivedBlocks<String>> checkpoint) {
        RemoteReceiverSource<String> source = source(StorageLevel.MEMORY_ONLY, LOG, 0);
        source.resume(checkpoint);
        source.start();
        return source;
    }

    private SourceCheckpoint<ReceivedBlocks<String>> empty() {
        return new SourceCheckpoint<>(
                new LocalLogStorage(directory), Optional.empty(), new TreeMap<>(), Optional.empty());
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("what is waited for").isNotNull();
        return next;
    }

    private ByHand receiver() throws InterruptedException {
        return next(STARTED.get(key));
    }

    private static ReceivedBlocks<String> plan(RemoteReceiverSource<String> source, long time) {
        return source.plan(new Time(time)).orElseThrow();
    }

    private static List<String> records(RemoteReceiverSource<String> source, ReceivedBlocks<String> plan) {
        return source.rdd(plan).collect();
    }

    @Test
    void batchesReadWhatTheExecutorStored_untilTheyAreForgotten() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        ByHand receiver = receiver();

        receiver.store(List.of("a", "b"));
        receiver.store(List.of("c"));
        ReceivedBlocks<String> plan = plan(source, 1_000);

        assertThat(records(source, plan)).containsExactly("a", "b", "c");
        assertThat(plan.blocks().get(0).preferredLocations()).containsExactly("0");
        source.batchDone(new Time(1_000));
        source.forget(new Time(1_000));
        assertThat(cluster.holders).isEmpty();
    }

    @Test
    void listenersHearWhereItRuns() throws Exception {
        started(StorageLevel.MEMORY_ONLY);

        ReceiverInfo info = next(starts);

        assertThat(info.location()).isEqualTo("host0");
        assertThat(info.executorId()).isEqualTo("0");
    }

    @Test
    void aReceiverWaitsWhileTooMuchIsUnprocessed() throws Exception {
        RemoteReceiverSource<String> source = source(StorageLevel.MEMORY_ONLY, ReceivedLogSettings.NONE, 1);
        source.start();
        ByHand receiver = receiver();
        receiver.store(List.of("first"));
        Thread storing = new Thread(() -> receiver.store(List.of("second")));
        storing.start();
        while (storing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(plan(source, 1_000).blocks()).hasSize(1);

        source.batchDone(new Time(1_000));
        storing.join();

        assertThat(records(source, plan(source, 2_000))).containsExactly("second");
    }

    @Test
    void whenItsExecutorDies_itRunsElsewhere_andWhatNobodyHasACopyOfIsReportedAsLost() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        receiver().store(List.of("lost"));

        cluster.executors.get(0).die();
        receiver().store(List.of("kept"));
        ReceivedBlocks<String> plan = plan(source, 1_000);

        assertThat(records(source, plan)).containsExactly("kept");
        assertThat(plan.blocks().get(0).id().number()).isEqualTo(1);
        assertThat(next(errors).lastErrorMessage()).contains("executor that ran it is gone", "killed");
        assertThat(next(errors).lastErrorMessage()).contains("block 0", "is lost");
    }

    @Test
    void aBlockThatWasPlannedAndIsGoneFailsItsBatchWithTheReason() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        receiver().store(List.of("lost"));
        ReceivedBlocks<String> plan = plan(source, 1_000);

        cluster.executors.get(0).die();

        assertThatThrownBy(() -> records(source, plan))
                .isInstanceOfSatisfying(
                        StreamException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOCK_LOST));
    }

    @Test
    void whenItsExecutorDies_whatHasACopyIsReadThere() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY_2);
        receiver().store(List.of("copied"));

        cluster.executors.get(0).die();

        assertThat(records(source, plan(source, 1_000))).containsExactly("copied");
    }

    @Test
    void aRateReachesTheExecutor_andTheOneAfterIt() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        RateLimit first = receiver().attached().intake().rate();

        source.rateTarget().orElseThrow().update(1_000);
        while (!first.isLimited()) {
            Thread.onSpinWait();
        }
        cluster.executors.get(0).die();
        RateLimit second = receiver().attached().intake().rate();

        assertThat(first.perSlice()).isEqualTo(10);
        assertThat(second.perSlice()).isEqualTo(10);
    }

    @Test
    void aRecordThatDoesNotSerialiseIsReported_andCostsTheOthersNothing() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        ByHand receiver = receiver();
        receiver.store("a");
        unsafe(receiver).store(new Object());
        receiver.store("b");

        source.stop(true);

        assertThat(records(source, plan(source, 1_000))).containsExactly("a", "b");
        assertThat(next(errors).lastErrorMessage()).contains("1 of 3 records", "record 1");
    }

    @SuppressWarnings("unchecked") // a program may do so, too
    private static Receiver<Object> unsafe(Receiver<?> receiver) {
        return (Receiver<Object>) receiver;
    }

    @Test
    void whatIsToldAgainBecauseTheAnswerWasLostCountsOnce() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        ByHand receiver = receiver();
        cluster.executors.get(0).answersAreLost = true;
        assertThatThrownBy(() -> receiver.store(List.of("a"))).isInstanceOf(StreamException.class);
        cluster.executors.get(0).answersAreLost = false;

        receiver.store(List.of("b"));

        assertThat(records(source, plan(source, 1_000))).containsExactly("a", "b");
    }

    @Test
    void withALog_itIsReadThereWhenTheExecutorIsGone_alsoWhatTheDriverWasNotTold() throws Exception {
        RemoteReceiverSource<String> source = startedWithLog(empty());
        ByHand receiver = receiver();
        receiver.store(List.of("told"));
        cluster.executors.get(0).deaf = true;
        assertThatThrownBy(() -> receiver.store(List.of("untold"))).isInstanceOf(StreamException.class);

        cluster.executors.get(0).die();
        receiver().store(List.of("later"));

        ReceivedBlocks<String> plan = plan(source, 1_000);
        assertThat(records(source, plan)).containsExactly("told", "untold", "later");
        assertThat(plan.blocks().stream().map(block -> block.id().number())).containsExactly(0L, 1L, 2L);
    }

    @Test
    void withALog_anotherRunOfTheProgramReadsWhatNoBatchHadDone() throws Exception {
        RemoteReceiverSource<String> before = startedWithLog(empty());
        ByHand receiver = receiver();
        receiver.store(List.of("done"));
        plan(before, 1_000);
        receiver.store(List.of("planned"));
        byte[] planned = encoded(before, plan(before, 2_000));
        byte[] memory = before.memory();
        receiver.store(List.of("waiting"));
        before.stop(false);
        before.close();

        RemoteReceiverSource<String> after = source(StorageLevel.MEMORY_ONLY, LOG, 0);
        SortedMap<Time, ReceivedBlocks<String>> plans = new TreeMap<>(Map.of(new Time(2_000), decoded(after, planned)));
        after.resume(new SourceCheckpoint<>(
                new LocalLogStorage(directory), Optional.of(new Time(2_000)), plans, Optional.of(memory)));
        after.start();
        receiver().store(List.of("new"));

        assertThat(records(after, plans.get(new Time(2_000)))).containsExactly("planned");
        assertThat(records(after, plan(after, 3_000))).containsExactly("waiting", "new");
    }

    @Test
    void whenTheLogCannotBeWritten_thatRunEndsAndAnotherOneBegins() throws Exception {
        RemoteReceiverSource<String> source = startedWithLog(empty());
        Files.createFile(directory.resolve("run-0")); // where a directory is to be

        ByHand receiver = receiver();
        assertThatThrownBy(() -> receiver.store(List.of("refused"))).isInstanceOf(StreamException.class);
        receiver().store(List.of("stored"));

        assertThat(records(source, plan(source, 1_000))).containsExactly("stored");
    }

    @Test
    void logsOfRunsGoWhenNoBatchNeedsThem() throws Exception {
        RemoteReceiverSource<String> source = startedWithLog(empty());
        receiver().store(List.of("first"));
        plan(source, 1_000);
        cluster.executors.get(0).die();
        receiver().store(List.of("second"));
        plan(source, 2_000);
        assertThat(new LocalLogStorage(directory).list()).containsExactly("run-0", "run-1");

        source.forget(new Time(1_000));

        assertThat(new LocalLogStorage(directory).list()).containsExactly("run-1");
    }

    @Test
    void asManyReceiversAsCoresAreReported_onceABatchWaits() throws Exception {
        cluster.slots = 1;
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        receiver().store(List.of("waits"));

        plan(source, 1_000);
        plan(source, 2_000);
        plan(source, 3_000);

        assertThat(next(errors).lastErrorMessage()).contains("1 receivers", "1 cores");
        events.flush();
        assertThat(errors).isEmpty();
    }

    @Test
    void asLongAsNoExecutorIsThere_coresAreNoMatter() throws Exception {
        cluster.slots = 0;
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        receiver().store(List.of("waits"));

        plan(source, 1_000);
        plan(source, 2_000);
        plan(source, 3_000);
        events.flush();
        assertThat(errors).isEmpty();

        cluster.slots = 1;
        plan(source, 4_000);
        assertThat(next(errors).lastErrorMessage()).contains("1 receivers", "1 cores");
    }

    @Test
    void aStoppedReceiverHasHandedOverWhatGathered() throws Exception {
        RemoteReceiverSource<String> source = started(StorageLevel.MEMORY_ONLY);
        receiver().store("alone");

        source.stop(true);

        assertThat(records(source, plan(source, 1_000))).containsExactly("alone");
    }

    private static byte[] encoded(RemoteReceiverSource<String> source, ReceivedBlocks<String> plan) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec(source).write(plan, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static ReceivedBlocks<String> decoded(RemoteReceiverSource<String> source, byte[] plan) throws Exception {
        return codec(source).read(new DataInputStream(new ByteArrayInputStream(plan)));
    }

    private static PlanCodec<ReceivedBlocks<String>> codec(RemoteReceiverSource<String> source) {
        return source.planCodec().orElseThrow();
    }
}
