package io.sluice.state.memory;

import io.sluice.state.StateStore;
import java.util.HashSet;
import java.util.Set;

/** Of which classes the keys are that a table was read with, until new ones have been held against them. Confined. */
final class ReadKeys {
    private final Set<Class<?>> classes = new HashSet<>();
    private Class<?> latest;
    private StateStore.KeyCheck check;

    void read(Object key) {
        Class<?> type = key == null ? Void.class : key.getClass();
        if (type != latest) {
            classes.add(type);
            latest = type;
        }
    }

    void checkBy(StateStore.KeyCheck newCheck) {
        check = classes.isEmpty() ? null : newCheck;
    }

    /** Before a key is added that was not read. */
    void adding(Object key) {
        if (check != null && check.check(Set.copyOf(classes), key)) {
            classes.clear();
            check = null;
        }
    }
}
