package io.sluice.streaming.state;

import io.sluice.CallSite;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Time;
import java.io.Serializable;

/** Says which operator's function failed, in which batch, and for which key. */
record KeyErrors(CallSite site, Time time) implements Serializable {
    private static final int LONGEST_KEY = 200;

    /** What to throw when the program's function threw. */
    StreamException failed(Object key, Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal && !(thrown instanceof StackOverflowError)) {
            throw fatal;
        }
        if (thrown instanceof StreamException known) {
            return known.code() == ErrorCode.NULL_FROM_FUNCTION ? returnedNull(key, known.remedy()) : known;
        }
        String line = CallSite.userLine(thrown).map(" in line %s"::formatted).orElse("");
        return new StreamException(
                ErrorCode.TASK_FAILED,
                "Batch %s: the function of %s threw %s%s, for the key %s."
                        .formatted(time.toInstant(), site, thrown, line, quoted(key)),
                "Mend the function or the records of the key; the cause is below.",
                thrown);
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
