package io.sluice;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.util.concurrent.Callable;

/** Calls functions of the user outside tasks, where an action puts together what its tasks brought. */
final class UserCode {
    private UserCode() {}

    /**
     * What {@code code} returns.
     *
     * @param action whose function it is, where no line of the program is to be found
     * @throws StreamException {@code TASK_FAILED} if it throws, as it would be thrown in a task
     */
    static <R> R run(String action, Callable<R> code) {
        try {
            return code.call();
        } catch (StreamException known) {
            throw known;
        } catch (Exception thrown) {
            CallSite here = CallSite.here();
            String line =
                    CallSite.userLine(thrown).map(" in line %s"::formatted).orElse("");
            throw new StreamException(
                    ErrorCode.TASK_FAILED,
                    "The function of %s threw %s%s, when the results of partitions were put together."
                            .formatted(here.location().isEmpty() ? here.as(action) : here, thrown, line),
                    "Mend the function; the cause is below.",
                    thrown);
        }
    }
}
