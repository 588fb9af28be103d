package io.sluice.spark;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ExecutorAllocationClient;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.rdd.RDD;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import org.apache.spark.scheduler.ExecutorDecommissionInfo;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.shuffle.FetchFailedException;
import org.apache.spark.storage.BlockData;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerId;
import org.apache.spark.storage.BlockManagerMaster;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.RpcUtils;
import org.apache.spark.util.collection.ExternalAppendOnlyMap;
import org.apache.spark.util.io.ChunkedByteBuffer;
import scala.Function1;
import scala.Function2;
import scala.Option;
import scala.PartialFunction;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/** What Spark keeps to itself and we need: public in its classes, promised nowhere. Seen to work with 4.1.3 and 4.2.0. */
final class SparkInternals {
    private SparkInternals() {}

    /** Whether the attempt has failed already, when its completion listeners are called. */
    static boolean isFailed(TaskContext task) {
        return task.isFailed();
    }

    /** The properties that the driver's thread had when it started the job. */
    static Properties localProperties(TaskContext task) {
        return task.getLocalProperties();
    }

    /** Whether an exception is Spark's way of telling itself something, such as that shuffled data is gone. */
    static boolean isControl(Throwable thrown) {
        return thrown instanceof FetchFailedException || thrown instanceof TaskKilledException;
    }

    /** Ends the attempt, by an exception, if it is not wanted any more. */
    static void endIfUnwanted(TaskContext task) {
        task.killTaskIfInterrupted();
    }

    /**
     * Whether a job failed because the context is of no use any more. When a cluster gives up on it, jobs fail with the words of
     * the cluster's client first, and the context stops right after.
     */
    static boolean isLost(SparkContext spark, Throwable failed) {
        String words = String.valueOf(failed.getMessage());
        return spark.isStopped()
                || words.contains("Master removed our application")
                || words.contains("All masters are unresponsive");
    }

    /** Throws an exception as it is: Scala declares none, so Java's compiler must be told that it may come. */
    @SuppressWarnings("unchecked") // the cast is erased, which is the point
    static <E extends Throwable> RuntimeException unchanged(Throwable thrown) throws E {
        throw (E) thrown;
    }

    // ---- executors

    /** An executor that lives. */
    record Executor(String host, String id) {
        /** How a preferred location names it. */
        String location() {
            return "executor_" + host + "_" + id;
        }
    }

    /** The executors that are there, as the driver knows, and not going. */
    static List<Executor> executors(SparkContext spark) {
        List<Executor> living = new ArrayList<>();
        for (BlockManagerId manager : CollectionConverters.asJava(
                SparkEnv.get().blockManager().master().getMemoryStatus().keySet())) {
            if (!manager.isDriver() && isActive(spark, manager.executorId())) {
                living.add(new Executor(manager.host(), manager.executorId()));
            }
        }
        return living;
    }

    /** How many tasks can run at a time. */
    static int slots(SparkContext spark) {
        return spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile());
    }

    /** Blocks of one that was killed are known for seconds after that. */
    private static boolean isActive(SparkContext spark, String id) {
        return !canAllocate(spark) || allocation(spark).isExecutorActive(id);
    }

    /** Whether executors can be asked for and let go. */
    static boolean canAllocate(SparkContext spark) {
        return spark.schedulerBackend() instanceof ExecutorAllocationClient;
    }

    private static ExecutorAllocationClient allocation(SparkContext spark) {
        return (ExecutorAllocationClient) spark.schedulerBackend();
    }

    /** Whether Spark's own dynamic allocation is on. */
    static boolean allocates(SparkContext spark) {
        return spark.executorAllocationManager().isDefined();
    }

    /** Asks for executors until there are so many; whether somebody took the request. */
    static boolean request(SparkContext spark, int total) {
        Object ofAnyTask = ResourceProfile.DEFAULT_RESOURCE_PROFILE_ID();
        return allocation(spark)
                .requestTotalExecutors(
                        Scala.map(Map.of(ofAnyTask, total)),
                        Scala.map(Map.of(ofAnyTask, 0)),
                        Scala.map(Map.of(ofAnyTask, Scala.map(Map.of()))));
    }

    /** Has an executor go that does nothing, and no other come for it; false if it does something. */
    static boolean kill(SparkContext spark, String id) {
        return allocation(spark)
                .killExecutors(Scala.seq(List.of(id)), true, false, false)
                .nonEmpty();
    }

    /** Has an executor finish what it does, hand over what it has, and go, and no other come for it. */
    static boolean decommission(SparkContext spark, String id, String reason) {
        return allocation(spark)
                .decommissionExecutor(id, new ExecutorDecommissionInfo(reason, Option.empty()), true, false);
    }

    /** The executor that this process is. */
    static Executor thisExecutor() {
        BlockManagerId manager = SparkEnv.get().blockManager().blockManagerId();
        return new Executor(manager.host(), manager.executorId());
    }

    // ---- blocks

    /** Stores bytes here and, if the level says so, elsewhere; false if there is no room. */
    static boolean put(BlockId id, ByteBuffer content, StorageLevel level) {
        ChunkedByteBuffer chunks = new ChunkedByteBuffer(new ByteBuffer[] {content});
        return SparkEnv.get().blockManager().putBytes(id, chunks, level, true, Scala.tag());
    }

    /** The bytes of a block, from here or elsewhere. */
    static Optional<ByteBuffer> read(BlockId id) {
        BlockManager manager = SparkEnv.get().blockManager();
        Option<BlockData> here = manager.getLocalBytes(id);
        if (here.isDefined()) {
            try {
                return Optional.of(onHeap(here.get().toByteBuffer()));
            } finally {
                manager.releaseLock(id, Option.empty());
            }
        }
        Option<ChunkedByteBuffer> elsewhere = manager.getRemoteBytes(id);
        return elsewhere.isDefined() ? Optional.of(elsewhere.get().toByteBuffer()) : Optional.empty();
    }

    /** What is not on the heap goes with its block, which may be as soon as nobody reads that any more. */
    private static ByteBuffer onHeap(ByteBuffer content) {
        return content.isDirect()
                ? ByteBuffer.allocate(content.remaining())
                        .put(content.duplicate())
                        .flip()
                : content;
    }

    /** Which executors have a block, as the driver knows, which is one itself if there is no other. */
    static List<String> locations(BlockId id) {
        List<String> locations = new ArrayList<>();
        for (BlockManagerId manager : CollectionConverters.asJava(
                SparkEnv.get().blockManager().master().getLocations(id))) {
            locations.add(new Executor(manager.host(), manager.executorId()).location());
        }
        return locations;
    }

    /** Executors that have a block of some kind which no other has. */
    static Set<Executor> soleHolders(SparkContext spark, Class<? extends BlockId> kind) {
        BlockManagerMaster master = SparkEnv.get().blockManager().master();
        List<BlockId> blocks = CollectionConverters.asJava(master.getMatchingBlockIds(kind::isInstance, false));
        Set<Executor> sole = new HashSet<>();
        for (Seq<BlockManagerId> managers :
                CollectionConverters.asJava(master.getLocations(blocks.toArray(BlockId[]::new)))) {
            List<BlockManagerId> living = CollectionConverters.asJava(managers).stream()
                    .filter(manager -> isActive(spark, manager.executorId()))
                    .toList();
            if (living.size() == 1) {
                sole.add(new Executor(living.get(0).host(), living.get(0).executorId()));
            }
        }
        return sole;
    }

    /** Removes a block everywhere. */
    static void remove(BlockId id) {
        SparkEnv.get().blockManager().master().removeBlock(id);
    }

    /** How many bytes blocks may take here, at most. */
    static long storageBytes() {
        return SparkEnv.get().memoryManager().maxOnHeapStorageMemory();
    }

    // ---- shuffles

    /** What gathers values by key, on the disk if memory is short. */
    static <K, V, C> ExternalAppendOnlyMap<K, V, C> map(
            Function1<V, C> create,
            Function2<C, V, C> add,
            Function2<C, C, C> merge,
            Serializer serializer,
            TaskContext task) {
        SparkEnv env = SparkEnv.get();
        return new ExternalAppendOnlyMap<>(
                create, add, merge, serializer, env.blockManager(), task, env.serializerManager());
    }

    /** Has Spark's UI show what went to the disk. */
    static void countSpilled(TaskContext task, ExternalAppendOnlyMap<?, ?, ?> map) {
        task.taskMetrics().incMemoryBytesSpilled(map.memoryBytesSpilled());
        task.taskMetrics().incDiskBytesSpilled(map.diskBytesSpilled());
        task.taskMetrics().incPeakExecutionMemory(map.peakMemoryUsedBytes());
    }

    // ---- checkpoints

    /** Where {@link #checkpoint} puts the files of an RDD. */
    static String checkpointPath(RDD<?> rdd, String directory) {
        return new Path(directory, "rdd-" + rdd.id()).toString();
    }

    /** Writes an RDD to files below a directory, and has it read from now on; it is not marked any more if that fails. */
    static void checkpoint(RDD<?> rdd, String directory) throws Exception {
        SparkContext spark = rdd.context();
        synchronized (spark) {
            Option<String> theirs = spark.checkpointDir();
            spark.checkpointDir_$eq(Option.apply(directory));
            rdd.checkpoint();
            spark.checkpointDir_$eq(theirs);
        }
        store(rdd);
    }

    /** Has the blocks of an RDD take the place of what it is computed from. */
    static void checkpointLocally(RDD<?> rdd) throws Exception {
        rdd.localCheckpoint();
        store(rdd);
    }

    private static <T> void store(RDD<T> rdd) throws Exception {
        try {
            rdd.checkpointData().get().checkpoint();
        } catch (Throwable failed) {
            rdd.checkpointData_$eq(Option.empty()); // Spark would take it for one that is under way, for ever
            throw failed;
        }
    }

    // ---- file systems

    /**
     * What Hadoop's client is to know in this process: the context's own configuration at the driver, on executors what came
     * from there as {@code spark.hadoop.} settings; none if this process has nothing to do with Spark.
     */
    static Optional<Configuration> hadoop() {
        SparkEnv env = SparkEnv.get();
        if (env == null) {
            return Optional.empty();
        }
        Option<SparkContext> context = SparkContext$.MODULE$.getActive();
        return Optional.of(
                context.isDefined()
                        ? context.get().hadoopConfiguration()
                        : SparkHadoopUtil.get().newConfiguration(env.conf()));
    }

    // ---- lines between executors and driver

    /** Takes what comes over a line; called one after the other. */
    @FunctionalInterface
    interface Inlet {
        /** What to answer. */
        Object take(Object message) throws Exception;
    }

    /** Opens an end of a line under a name; what is returned can be sent over other lines, to be sent to. */
    static Serializable open(String name, Inlet inlet) {
        return SparkEnv.get().rpcEnv().setupEndpoint(name, new End(inlet));
    }

    static void close(Serializable end) {
        SparkEnv.get().rpcEnv().stop((RpcEndpointRef) end);
    }

    /** The end that the driver has opened under a name. */
    static Serializable atDriver(String name) {
        return RpcUtils.makeDriverRef(
                name, SparkEnv.get().conf(), SparkEnv.get().rpcEnv());
    }

    static void send(Serializable end, Object message) {
        ((RpcEndpointRef) end).send(message);
    }

    static Object ask(Serializable end, Object message) {
        return ((RpcEndpointRef) end).askSync(message, Scala.tag());
    }

    private record End(Inlet inlet) implements ThreadSafeRpcEndpoint {
        @Override
        public RpcEnv rpcEnv() {
            return SparkEnv.get().rpcEnv();
        }

        @Override
        public PartialFunction<Object, BoxedUnit> receive() {
            return new Taking(inlet, Option.empty());
        }

        @Override
        public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext caller) {
            return new Taking(inlet, Option.apply(caller));
        }
    }

    private static final class Taking extends AbstractPartialFunction<Object, BoxedUnit> {
        private final transient Inlet inlet;
        private final transient Option<RpcCallContext> caller;

        Taking(Inlet inlet, Option<RpcCallContext> caller) {
            this.inlet = inlet;
            this.caller = caller;
        }

        @Override
        public boolean isDefinedAt(Object message) {
            return true;
        }

        @Override
        public BoxedUnit apply(Object message) {
            try {
                Object answer = inlet.take(message);
                if (caller.isDefined()) {
                    caller.get().reply(answer);
                }
            } catch (Exception refused) {
                if (caller.isEmpty()) {
                    throw unchanged(refused);
                }
                caller.get().sendFailure(refused);
            }
            return BoxedUnit.UNIT;
        }
    }
}
