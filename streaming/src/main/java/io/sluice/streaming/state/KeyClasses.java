package io.sluice.streaming.state;

import io.sluice.state.StateStore;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells by the first new key after a restart that the program's keys are of another type: a state whose keys all are strings,
 * say, gets a number. The types of a program are erased, so nothing else tells, and such a state would go on with two entries
 * for what is one key. Only classes that no program mixes without knowing are judged.
 */
record KeyClasses(KeyErrors errors) implements StateStore.KeyCheck {
    private static final Set<Class<?>> JUDGED = Set.of(String.class, Long.class, Integer.class);

    @Override
    public boolean check(Set<Class<?>> before, Object key) {
        if (key instanceof PaneKey) {
            return false; // not the program's
        }
        Set<Class<?>> keys = new HashSet<>(before);
        keys.remove(PaneKey.class);
        if (keys.size() == 1 && key != null && JUDGED.contains(key.getClass())) {
            Class<?> only = keys.iterator().next();
            if (JUDGED.contains(only) && only != key.getClass()) {
                throw errors.otherKey(only, key);
            }
        }
        return true;
    }
}
