package io.sluice.torture;

import java.nio.file.Path;

/** The program under torture did not do what it is there for, and so cannot be checked. */
final class UnfinishedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    UnfinishedException(Ending ending, String what, Path log) {
        super("the program %s (exit code %d%s); see %s"
                .formatted(what, ending.exitCode(), ending.reason().isEmpty() ? "" : ": " + ending.reason(), log));
    }
}
