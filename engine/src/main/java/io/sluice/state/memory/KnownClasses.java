package io.sluice.state.memory;

import io.sluice.state.codec.ClassShape;
import io.sluice.state.codec.StateEncoder;
import io.sluice.storage.log.LogStorage;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The classes of a partition's keys and values, in a small file beside the log, so that they can be compared with those of the
 * program without reading the log: a {@link CheckedFile} with the number of classes and each {@link ClassShape}. Confined.
 */
final class KnownClasses {
    static final String FILE = "classes";
    private static final int FORMAT = 1;

    private final CheckedFile file;
    private final Set<ClassShape> shapes = new LinkedHashSet<>();
    private boolean changed;

    KnownClasses(LogStorage storage) {
        this.file = new CheckedFile(storage, FILE, FORMAT);
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
        file.read(
                in -> { // no file: only classes that need no description
                    int count = in.getCount();
                    for (int i = 0; i < count; i++) {
                        shapes.add(ClassShape.read(in));
                    }
                });
    }

    void save() {
        if (!changed) {
            return;
        }
        file.write(out -> {
            out.putUnsigned(shapes.size());
            shapes.forEach(shape -> shape.write(out));
        });
        changed = false;
    }
}
