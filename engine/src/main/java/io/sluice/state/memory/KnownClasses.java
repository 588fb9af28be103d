package io.sluice.state.memory;

import io.sluice.state.codec.ClassShape;
import io.sluice.state.codec.StateEncoder;
import io.sluice.state.codec.StateInput;
import io.sluice.state.codec.StateOutput;
import io.sluice.storage.log.LogStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The classes of a partition's keys and values, in a small file beside the log, so that they can be compared with those of the
 * program without reading the log: the format (1 byte), the number of classes, each {@link ClassShape}, and the CRC-32C of all
 * that (4 bytes). Confined.
 */
final class KnownClasses {
    static final String FILE = "classes";
    private static final int FORMAT = 1;

    private final LogStorage storage;
    private final Set<ClassShape> shapes = new LinkedHashSet<>();
    private boolean changed;

    KnownClasses(LogStorage storage) {
        this.storage = storage;
    }

    Set<ClassShape> shapes() {
        return shapes;
    }

    void add(ClassShape shape) {
        changed |= shapes.add(shape);
    }

    /** Forgets the classes that are not among those that an encoder has described. */
    void keepOnly(StateEncoder encoder) {
        Set<ClassShape> described = new LinkedHashSet<>();
        for (int i = 0; i < encoder.described(); i++) {
            described.add(encoder.described(i));
        }
        changed |= shapes.retainAll(described);
    }

    void load() {
        shapes.clear();
        changed = false;
        try (LogStorage.ReadFile file = storage.read(FILE)) {
            ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(file.length()));
            file.read(content, 0);
            read(content.flip());
        } catch (NoSuchFileException none) {
            return; // only classes that need no description
        } catch (IOException failure) {
            throw StateErrors.corrupt(path(), failure);
        }
    }

    private void read(ByteBuffer content) throws IOException {
        int length = content.remaining() - Integer.BYTES;
        if (length < 0 || content.getInt(length) != check(content.duplicate().limit(length))) {
            throw new IOException("the checksum does not match");
        }
        StateInput in = new StateInput().over(content.limit(length));
        int format = in.getByte();
        if (format != FORMAT) {
            throw new IOException("it has format %d, and %d is known".formatted(format, FORMAT));
        }
        int count = in.getCount();
        for (int i = 0; i < count; i++) {
            shapes.add(ClassShape.read(in));
        }
    }

    void save() {
        if (!changed) {
            return;
        }
        StateOutput out = new StateOutput(1 << 10);
        out.putByte(FORMAT);
        out.putUnsigned(shapes.size());
        shapes.forEach(shape -> shape.write(out));
        out.putInt(check(out.content()));
        try {
            storage.replace(FILE, out.content());
        } catch (IOException refused) {
            throw StateErrors.writing(path(), refused);
        }
        changed = false;
    }

    private String path() {
        return storage.location() + "/" + FILE;
    }

    private static int check(ByteBuffer content) {
        CRC32C check = new CRC32C();
        check.update(content);
        return (int) check.getValue();
    }
}
