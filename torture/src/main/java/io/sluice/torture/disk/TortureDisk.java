package io.sluice.torture.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A directory on a disk that follows a {@link Script}: it counts steps, ends the process when it is time, and knows of every
 * file how much of it would be left if the power went. Thread-safe.
 */
public final class TortureDisk {
    /** What a process that was killed by a signal 9 has. */
    public static final int KILLED = 137;

    private final Script script;
    private final Path directory;
    private final Map<Step, AtomicInteger> steps = new EnumMap<>(Step.class);
    private final Map<String, AtomicInteger> passed = new ConcurrentHashMap<>();
    private final AtomicInteger faultyActs = new AtomicInteger();
    private final Map<String, Written> files = new ConcurrentHashMap<>();

    /** Held for reading by whoever changes a file, for writing by the power cut. */
    private final ReadWriteLock power = new ReentrantReadWriteLock();

    /** How much of a file was written, and how much of that is safe. */
    private static final class Written {
        volatile long length;
        volatile long forced;
    }

    TortureDisk(Script script, String directory) {
        this.script = script;
        this.directory = Path.of(directory);
        for (Step step : Step.values()) {
            steps.put(step, new AtomicInteger());
        }
    }

    Script script() {
        return script;
    }

    Path directory() {
        return directory;
    }

    // ---- steps

    /** Work that a crash may interrupt. */
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void run() throws E;
    }

    /** Does what the step consists of, unless the process ends before it, or right after it. */
    public <E extends Exception> void step(Step step, Work<E> work) throws E {
        int count = steps.get(step).incrementAndGet();
        endIf(step, Moment.BEFORE, count);
        work.run();
        endIf(step, Moment.AFTER, count);
    }

    /** A step that is no single call begins, or is over: the process ends here if the script says so. */
    public void pass(Step step, Moment moment) {
        int count = passed.computeIfAbsent(step + "/" + moment, first -> new AtomicInteger())
                .incrementAndGet();
        endIf(step, moment, count);
    }

    /** Whether the process is to end within the write that comes next as this step. */
    boolean endsWithin(Step step) {
        return isTime(step, Moment.WITHIN, steps.get(step).get());
    }

    private void endIf(Step step, Moment moment, int count) {
        if (isTime(step, moment, count)) {
            end();
        }
    }

    private boolean isTime(Step step, Moment moment, int count) {
        return script.kill()
                .filter(kill -> kill.step() == step && kill.moment() == moment && kill.count() == count)
                .isPresent();
    }

    /** The end, as by SIGKILL: no shutdown hook runs, nothing is closed. */
    void end() {
        if (script.power()) {
            cutPower();
        }
        Runtime.getRuntime().halt(KILLED);
    }

    // ---- power

    /** A change of a file, which a power cut waits for. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    void change(Change change) throws IOException {
        power.readLock().lock();
        try {
            change.make();
        } finally {
            power.readLock().unlock();
        }
    }

    /** A file was opened. What an earlier process left is on the disk. */
    void opened(String file, long length) {
        files.computeIfAbsent(file, fresh -> {
            Written written = new Written();
            written.length = length;
            written.forced = length;
            return written;
        });
    }

    void appended(String file, long length) {
        files.get(file).length = length;
    }

    void forced(String file, long length) {
        Written written = files.get(file);
        written.forced = Math.max(written.forced, length);
    }

    void truncated(String file, long length) {
        Written written = files.get(file);
        if (written != null) {
            written.length = length;
            written.forced = length;
        }
    }

    void deleted(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    /** The machine stops: of what was not forced some may be there, or nothing, or zeros. Ends the process. */
    public void cutPower() {
        power.writeLock().lock();
        try {
            SplittableRandom random = new SplittableRandom(script.toString().hashCode() + 31L * files.size());
            files.forEach((file, written) -> lose(directory.resolve(file), written, random));
        } finally {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static void lose(Path file, Written written, SplittableRandom random) {
        if (written.forced == written.length || Files.notExists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long kept = random.nextLong(written.forced, written.length + 1);
            switch (random.nextInt(3)) {
                case 0 -> channel.truncate(written.forced);
                case 1 -> channel.truncate(kept);
                default -> channel.write(ByteBuffer.allocate((int) (written.length - kept)), kept);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    // ---- faults

    /** Whether the fault strikes the write or force that comes now. */
    boolean strikes(Fault.Kind kind, Area area) {
        Fault fault = script.fault().orElse(null);
        if (fault == null || fault.kind() != kind || fault.area() != area) {
            return false;
        }
        return faultyActs.incrementAndGet() >= fault.count();
    }
}
