package io.sluice.streaming.receiver;

import io.sluice.SluiceConf;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Blocks in a log of the program's own. It does not say which handle a record had that it reads at the start, so those that
 * are still needed are written anew. Thread-safe.
 */
final class CustomBlockLog implements BlockLog {
    private static final String KEY = "sluice.streaming.receiver.writeAheadLog.class";

    private final WriteAheadLog log;
    private final String name;
    private final int maxFailures;
    private boolean closed;

    private CustomBlockLog(WriteAheadLog log, int maxFailures) {
        this.log = log;
        this.name = log.getClass().getName();
        this.maxFailures = maxFailures;
    }

    /** Makes an instance of the class that the settings name. */
    static CustomBlockLog make(ReceivedLogSettings settings, SluiceConf conf, String directory) {
        try {
            Class<? extends WriteAheadLog> type = Class.forName(
                            settings.className(), true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(WriteAheadLog.class);
            return new CustomBlockLog(instance(type, conf, directory), settings.maxFailures());
        } catch (InvocationTargetException failed) {
            throw notMade(settings.className(), failed.getCause());
        } catch (ReflectiveOperationException | ClassCastException impossible) {
            throw notMade(settings.className(), impossible);
        }
    }

    private static WriteAheadLog instance(Class<? extends WriteAheadLog> type, SluiceConf conf, String directory)
            throws ReflectiveOperationException {
        Optional<WriteAheadLog> withDirectory =
                instance(type, new Class<?>[] {SluiceConf.class, String.class}, conf, directory);
        if (withDirectory.isPresent()) {
            return withDirectory.get();
        }
        Optional<WriteAheadLog> withConf = instance(type, new Class<?>[] {SluiceConf.class}, conf);
        return withConf.isPresent()
                ? withConf.get()
                : type.getDeclaredConstructor().newInstance();
    }

    private static Optional<WriteAheadLog> instance(
            Class<? extends WriteAheadLog> type, Class<?>[] parameters, Object... arguments)
            throws ReflectiveOperationException {
        try {
            return Optional.of(type.getDeclaredConstructor(parameters).newInstance(arguments));
        } catch (NoSuchMethodException another) {
            return Optional.empty();
        }
    }

    private static StreamException notMade(String className, Throwable cause) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "%s is '%s', of which no instance can be made: %s.".formatted(KEY, className, cause),
                "Name a public class that implements WriteAheadLog and has a constructor (SluiceConf, String),"
                        + " (SluiceConf) or ().",
                cause);
    }

    /** Shows what is in the log; frames are copied first, because those that are needed are written again. */
    void replay(Visitor visitor, Needed needed) {
        try {
            List<ByteBuffer> frames = new ArrayList<>();
            for (Iterator<ByteBuffer> all = log.readAll(); all.hasNext(); ) {
                ByteBuffer frame = all.next();
                if (needed.test(frame.duplicate())) {
                    frames.add(ByteBuffer.allocate(frame.remaining())
                            .put(frame.duplicate())
                            .flip());
                }
            }
            for (ByteBuffer frame : frames) {
                visitor.visit(append(BlockFrames.head(frame.duplicate()).time(), frame.duplicate()), frame);
            }
        } catch (IOException | RuntimeException failed) {
            throw failed("read", failed);
        }
    }

    /** Whether a frame is still to be processed. */
    @FunctionalInterface
    interface Needed {
        boolean test(ByteBuffer frame) throws IOException;
    }

    @Override
    public synchronized WriteAheadLogRecordHandle append(long time, ByteBuffer... parts) {
        ByteBuffer frame = joined(parts);
        Exception last = null;
        for (int i = 0; i < maxFailures; i++) {
            try {
                return log.write(frame.duplicate(), time);
            } catch (IOException | RuntimeException failed) {
                last = failed;
            }
        }
        throw failed("written in %d attempts".formatted(maxFailures), last);
    }

    private static ByteBuffer joined(ByteBuffer... parts) {
        int length = 0;
        for (ByteBuffer part : parts) {
            length = Math.addExact(length, part.remaining());
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (ByteBuffer part : parts) {
            all.put(part);
        }
        return all.flip();
    }

    @Override
    public void force() {}

    @Override
    public ByteBuffer read(WriteAheadLogRecordHandle handle) {
        try {
            return log.read(handle);
        } catch (IOException | RuntimeException failed) {
            throw failed("read", failed);
        }
    }

    @Override
    public synchronized void dropBefore(WriteAheadLogRecordHandle frame, long itsTime) {
        if (closed) {
            return;
        }
        try {
            log.clean(itsTime, false);
        } catch (IOException | RuntimeException failed) {
            throw failed("cleaned", failed);
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            log.close();
        } catch (IOException | RuntimeException failed) {
            throw failed("closed", failed);
        }
    }

    private StreamException failed(String what, Exception cause) {
        return cause instanceof StreamException known
                ? known
                : new StreamException(
                        ErrorCode.CHECKPOINT_FAILED,
                        "The write-ahead log %s could not be %s: %s.".formatted(name, what, cause),
                        "See to what the cause says and restart the program; it goes on from what is in the log.",
                        cause);
    }
}
