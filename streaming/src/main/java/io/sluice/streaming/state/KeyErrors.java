package io.sluice.streaming.state;

import io.sluice.CallSite;
import io.sluice.SluiceContext;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.state.StateId;
import io.sluice.state.StateStore;
import io.sluice.streaming.StreamingSettings;
import io.sluice.streaming.Time;
import java.io.Serializable;

/**
 * Says which operator's function failed, in which batch, and for which key.
 *
 * @param operator the name of the operator, and of its state
 * @param mixedKeys whether the program says that its keys are of several classes
 */
record KeyErrors(String operator, CallSite site, Time time, boolean mixedKeys) implements Serializable {
    private static final int LONGEST_KEY = 200;

    static KeyErrors of(SluiceContext context, StateId state, CallSite site, Time time) {
        boolean mixedKeys = context.getConf().get(StreamingSettings.STATE_MIXED_KEYS);
        return new KeyErrors(state.operator(), site, time, mixedKeys);
    }

    /** Has the store refuse keys that tell that the program's keys are not what they were. */
    void checkNewKeys(StateStore<?, ?> store) {
        if (!mixedKeys) {
            store.checkNewKeys(new KeyClasses(this));
        }
    }

    /**
     * What to throw when the program's function threw.
     *
     * @param held what the state held for the key; null if nothing
     */
    StreamException failed(Object key, Object held, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
        if (thrown instanceof StreamException known) {
            return known.code() == ErrorCode.NULL_FROM_FUNCTION ? returnedNull(key, known.remedy()) : known;
        }
        String line = CallSite.userLine(thrown).map(" in line %s"::formatted).orElse("");
        if (isInTheWay(held, thrown)) {
            return new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "Batch %s: the state of '%s' (%s) holds a %s for the key %s, and the function takes another class: %s%s."
                            .formatted(
                                    time.toInstant(),
                                    operator,
                                    site,
                                    held.getClass().getName(),
                                    quoted(key),
                                    thrown,
                                    line),
                    "Have the function take what the state holds, or " + beginAnew(),
                    thrown);
        }
        return new StreamException(
                ErrorCode.TASK_FAILED,
                "Batch %s: the function of %s threw %s%s, for the key %s."
                        .formatted(time.toInstant(), site, thrown, line, quoted(key)),
                "Mend the function or the records of the key; the cause is below.",
                thrown);
    }

    /** Types are erased, so that the function itself finds out, and the JVM's message names the class. */
    static boolean isInTheWay(Object held, Throwable thrown) {
        return held != null
                && thrown instanceof ClassCastException
                && thrown.getMessage() != null
                && thrown.getMessage().startsWith("class " + held.getClass().getName() + " cannot be cast to ");
    }

    /** What to throw when all keys of the state are of one class, and a new one is of another. */
    StreamException otherKey(Class<?> before, Object key) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "Batch %s: all keys in the state of '%s' (%s) are of %s, and the new key %s is of %s."
                        .formatted(
                                time.toInstant(),
                                operator,
                                site,
                                before.getName(),
                                quoted(key),
                                key.getClass().getName()),
                "Make the keys what they were, or %s If keys of both are meant, set sluice.streaming.state.mixedKeys=true."
                        .formatted(beginAnew()));
    }

    private String beginAnew() {
        return "begin with nothing: give the operator another name, and set sluice.streaming.checkpoint.giveUp=%s."
                .formatted(operator);
    }

    /** What to throw when the program's function returned null where that means nothing. */
    StreamException returnedNull(Object key, String remedy) {
        return new StreamException(
                ErrorCode.NULL_FROM_FUNCTION,
                "Batch %s: the function of %s returned null for the key %s."
                        .formatted(time.toInstant(), site, quoted(key)),
                remedy);
    }

    static String quoted(Object key) {
        String text = "'%s'".formatted(key);
        return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "...'";
    }
}
