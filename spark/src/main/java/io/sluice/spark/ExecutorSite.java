package io.sluice.spark;

import io.sluice.StorageLevel;
import io.sluice.engine.KeptBytes;
import io.sluice.engine.LongTask;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.TaskContext;
import org.apache.spark.storage.StreamBlockId;

/** The executor's end of a long task. What travels are bytes of ours, as Spark does not know the program's classes there. */
final class ExecutorSite implements LongTask.Site, AutoCloseable {
    private static final int BITS_OF_BLOCKS = 32;

    private final SparkInternals.Executor here = SparkInternals.thisExecutor();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final BlockingQueue<Serializable> orders = new LinkedBlockingQueue<>();
    private final int task;
    private final AtomicLong nextBlock;
    private final Serializable driver;
    private final Serializable own;

    /** Of the task that the calling thread runs, which the driver expects under a name. */
    ExecutorSite(String name, TaskContext task) {
        this.task = task.stageId();
        this.nextBlock = new AtomicLong(task.taskAttemptId() << BITS_OF_BLOCKS);
        this.driver = SparkInternals.atDriver(name);
        this.own = SparkInternals.open(name + "-" + UUID.randomUUID(), message -> {
            orders.add((Serializable) LongTaskMessages.read((byte[]) message, loader));
            return null;
        });
        try {
            SparkInternals.ask(driver, new Object[] {own, here.host(), here.id()}); // Spark must know the classes
        } catch (Throwable refused) { // also what Scala does not declare
            close();
            throw refused;
        }
    }

    @Override
    public String host() {
        return here.host();
    }

    @Override
    public String executorId() {
        return here.id();
    }

    @Override
    public Serializable ask(Serializable message) {
        Object answer;
        try {
            answer = SparkInternals.ask(driver, LongTaskMessages.bytes(message));
        } catch (RuntimeException | Error unchecked) {
            throw unchecked;
        } catch (Exception failed) { // Scala declares none of what it throws
            throw new IllegalStateException("the driver is not reached, or wants no more of this task", failed);
        }
        return (Serializable) LongTaskMessages.read((byte[]) answer, loader);
    }

    @Override
    public Serializable nextOrder() throws InterruptedException {
        return orders.take();
    }

    /** Its id is the only one of the application: it begins with that of the attempt at the task. */
    @Override
    public KeptBytes keep(ByteBuffer content, StorageLevel level) {
        ExecutorBlock block = new ExecutorBlock(new StreamBlockId(task, nextBlock.getAndIncrement()));
        StorageLevel asBytes =
                new StorageLevel(level.useDisk(), level.useMemory(), level.useOffHeap(), false, level.replication());
        if (SparkInternals.put(block.id(), content, Levels.of(asBytes))) {
            return block;
        }
        throw new StreamException(
                ErrorCode.OUT_OF_BUDGET,
                "%d bytes that were received have no room on executor %s.".formatted(content.limit(), executorId()),
                "Give executors more memory, or choose a storage level that uses the disk.");
    }

    @Override
    public long room() {
        return SparkInternals.storageBytes() / 2;
    }

    @Override
    public void close() {
        SparkInternals.close(own);
    }
}
