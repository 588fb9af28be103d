package io.sluice.streaming.receiver;

import io.sluice.StorageLevel;
import io.sluice.engine.KeptBytes;
import io.sluice.engine.LongTask;
import io.sluice.engine.LongTasks;
import io.sluice.serializer.RecordCodec;
import io.sluice.serializer.RecordCodecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Executors that are threads of the test: each start is one. All that goes to them and comes from them is serialised. */
final class FakeExecutors implements LongTasks {
    private static final Map<String, FakeExecutors> ALL = new ConcurrentHashMap<>();

    final List<Executor> executors = new CopyOnWriteArrayList<>();
    final Map<Integer, Set<String>> holders = new ConcurrentHashMap<>();
    volatile int slots = 4;
    private final Map<Integer, ByteBuffer> blocks = new ConcurrentHashMap<>();
    private final AtomicInteger nextBlock = new AtomicInteger();
    private final String name = UUID.randomUUID().toString();

    FakeExecutors() {
        ALL.put(name, this);
    }

    @Override
    public Running start(String title, LongTask task, Optional<String> host, Driver driver) {
        Executor executor = new Executor(Integer.toString(executors.size()), copy(task), driver);
        executors.add(executor);
        executor.thread.start();
        return executor;
    }

    @Override
    public int running() {
        return executors.size();
    }

    @Override
    public int slots() {
        return slots;
    }

    private record Kept(String cluster, int number) implements KeptBytes {
        @Override
        public Optional<ByteBuffer> read() {
            return Optional.ofNullable(ALL.get(cluster).blocks.get(number)).map(ByteBuffer::duplicate);
        }

        @Override
        public List<String> locations() {
            return List.copyOf(ALL.get(cluster).holders.getOrDefault(number, Set.of()));
        }

        @Override
        public void drop() {
            ALL.get(cluster).holders.remove(number);
            ALL.get(cluster).blocks.remove(number);
        }
    }

    final class Executor implements LongTask.Site, Running {
        private final String id;
        private final Driver driver;
        private final BlockingQueue<Serializable> orders = new LinkedBlockingQueue<>();
        private final Thread thread;
        volatile boolean deaf;
        volatile boolean answersAreLost;
        private volatile boolean dead;

        Executor(String id, LongTask task, Driver driver) {
            this.id = id;
            this.driver = driver;
            this.thread = new Thread(() -> run(task), "fake-executor-" + id);
            this.thread.setDaemon(true);
        }

        private void run(LongTask task) {
            Optional<Throwable> failure = Optional.empty();
            try {
                task.run(this);
            } catch (Throwable failed) {
                failure = Optional.of(failed);
            }
            if (!dead) {
                driver.ended(failure);
            }
        }

        /** The driver hears no more of it than that it is dead, on a thread that may wait. */
        void die() throws InterruptedException {
            deaf = true;
            dead = true;
            holders.forEach((number, ids) -> {
                ids.remove(id);
                if (ids.isEmpty()) {
                    blocks.remove(number);
                }
            });
            thread.interrupt();
            thread.join();
            Thread mourner = new Thread(() -> driver.ended(Optional.of(new IllegalStateException("killed"))));
            mourner.setDaemon(true);
            mourner.start();
        }

        @Override
        public String host() {
            return "host" + id;
        }

        @Override
        public String executorId() {
            return id;
        }

        @Override
        public Serializable ask(Serializable message) {
            if (deaf) {
                throw new IllegalStateException("the driver is not reached");
            }
            Serializable answer = driver.answer(copy(message));
            if (answersAreLost) {
                throw new IllegalStateException("the driver has not answered in time");
            }
            return answer;
        }

        @Override
        public Serializable nextOrder() throws InterruptedException {
            return orders.take();
        }

        @Override
        public KeptBytes keep(ByteBuffer content, StorageLevel level) {
            int number = nextBlock.getAndIncrement();
            blocks.put(number, content);
            Set<String> ids = ConcurrentHashMap.newKeySet();
            ids.add(id);
            if (level.replication() > 1) {
                ids.add("another");
            }
            holders.put(number, ids);
            return new Kept(name, number);
        }

        @Override
        public long room() {
            return 1 << 20;
        }

        @Override
        public void order(Serializable order) {
            orders.add(copy(order));
        }

        @Override
        public void cancel() {
            thread.interrupt();
        }
    }

    @SuppressWarnings("unchecked") // a copy is what the original is
    private static <S> S copy(S original) {
        RecordCodec codec =
                RecordCodecs.java(FakeExecutors.class.getClassLoader()).borrow();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (RecordCodec.Writer writer = codec.writer(bytes)) {
                writer.write(original);
            }
            try (RecordCodec.Reader reader = codec.reader(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (S) reader.read();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
