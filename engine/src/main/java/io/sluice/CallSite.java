package io.sluice;

import java.io.Serializable;
import java.util.Optional;

/**
 * The line of the user's program that asked for something: what errors, job descriptions and {@code toDebugString} point to.
 *
 * @param operation the method that was called, such as {@code map}
 * @param location file and line of the caller, such as {@code Orders.java:31}; empty when there is none
 */
public record CallSite(String operation, String location) implements Serializable {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** The nearest caller outside Sluice, and the last of Sluice's methods that it called. */
    public static CallSite here() {
        return WALKER.walk(frames -> {
            String operation = "";
            for (var found = frames.iterator(); found.hasNext(); ) {
                StackWalker.StackFrame frame = found.next();
                if (isProgram(frame.getClassName())) {
                    return new CallSite(operation, frame.getFileName() + ":" + frame.getLineNumber());
                }
                operation = frame.getMethodName();
            }
            return new CallSite(operation, "");
        });
    }

    /** The line of the user's program nearest to where an exception was thrown, if it was thrown under one. */
    public static Optional<String> userLine(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (isProgram(name) && !isPlatform(name)) {
                return Optional.of(frame.getFileName() + ":" + frame.getLineNumber());
            }
        }
        return Optional.empty();
    }

    /** The same place, with the operation called something else. */
    public CallSite as(String otherOperation) {
        return new CallSite(otherOperation, location);
    }

    @Override
    public String toString() {
        return location.isEmpty() ? operation : operation + " at " + location;
    }

    /** Sluice's own tests and examples live under its package name, and are programs all the same. */
    private static boolean isProgram(String className) {
        if (!className.startsWith("io.sluice.")) {
            return true;
        }
        int nested = className.indexOf('$');
        String outer = nested < 0 ? className : className.substring(0, nested);
        return outer.endsWith("Test")
                || outer.startsWith("io.sluice.examples.")
                || outer.startsWith("io.sluice.conformance.")
                || outer.startsWith("io.sluice.benchmarks.");
    }

    private static boolean isPlatform(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
    }
}
