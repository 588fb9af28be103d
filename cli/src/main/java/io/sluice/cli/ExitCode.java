package io.sluice.cli;

import io.sluice.error.StreamException;

/** What the launcher's exit codes mean. They are listed in the README and never change their meaning. */
final class ExitCode {
    /** Done, or stopped as it was asked to be. */
    static final int OK = 0;
    /** Something failed; it is said what. */
    static final int FAILED = 1;
    /** The command line, or a setting, is wrong: the same again fails again. */
    static final int WRONG_COMMAND_LINE = 2;
    /** A batch failed, and that ended the program. */
    static final int BATCH_FAILED = 10;
    /** The program was stopped, and batches it had to finish were cut off. */
    static final int STOP_TIMED_OUT = 11;
    /** A supervised program died more often than it may. */
    static final int RESTARTED_TOO_OFTEN = 12;

    private ExitCode() {}

    /** Of a command or a program that threw. */
    static int of(Throwable failure) {
        if (failure instanceof StreamException known) {
            return switch (known.code()) {
                case UNKNOWN_SETTING, INVALID_SETTING -> WRONG_COMMAND_LINE;
                case CHECKPOINT_CORRUPT -> CheckpointCommand.DAMAGED;
                case CHECKPOINT_INCOMPATIBLE, CHECKPOINT_TOO_NEW -> CheckpointCommand.INCOMPATIBLE;
                case BATCH_FAILED -> BATCH_FAILED;
                case STOP_TIMED_OUT -> STOP_TIMED_OUT;
                default -> FAILED;
            };
        }
        return FAILED;
    }

    /** Whether another attempt can end differently. */
    static boolean mayBeTriedAgain(int code) {
        return switch (code) {
            case OK, WRONG_COMMAND_LINE, CheckpointCommand.DAMAGED, CheckpointCommand.INCOMPATIBLE, STOP_TIMED_OUT ->
                false;
            default -> true;
        };
    }
}
