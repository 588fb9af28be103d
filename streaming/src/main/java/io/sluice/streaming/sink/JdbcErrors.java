package io.sluice.streaming.sink;

import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import io.sluice.streaming.Batch;
import java.sql.SQLException;

/** Says what a database refused, and who can do something about it. */
final class JdbcErrors {
    private JdbcErrors() {}

    static StreamException writing(String target, Batch batch, int partition, SQLException refused) {
        return failed("%s could not write its partition %d to %s".formatted(words(batch), partition, target), refused);
    }

    static StreamException ledger(String ledger, Batch batch, SQLException refused) {
        return failed("%s could not use its tokens in table %s".formatted(words(batch), ledger), refused);
    }

    static StreamException otherPartitions(String ledger, Batch batch, int before, int now) {
        return new StreamException(
                ErrorCode.OUTPUT_PARTITIONS_CHANGED,
                ("%s is partly written, in %d partitions according to table %s, and has %d now: its records cannot be told"
                                + " from those that are there.")
                        .formatted(words(batch), before, ledger, now),
                "Start once more with the number of partitions of then, %d, such as by sluice.default.parallelism, and change"
                                .formatted(before)
                        + " it when this batch is done.");
    }

    static StreamException timeBehind(String ledger, Batch batch, long stored) {
        return new StreamException(
                ErrorCode.OUTPUT_TIME_BEHIND,
                "%s cannot be written: according to table %s, batch %d ms of application '%s' is stored, which is later, and without a checkpoint no batch comes again."
                        .formatted(words(batch), ledger, stored, batch.application()),
                "Set a checkpoint directory; or see to the clock; or, if another program has the same names, give the application"
                        + " or the output one of its own; or remove the output's rows from the table to begin anew.");
    }

    static StreamException perhapsSkipped(String ledger, Batch batch, long stored) {
        return new StreamException(
                ErrorCode.OUTPUT_TIME_BEHIND,
                "%s cannot be written: according to table %s, batch %d ms of application '%s' is stored, which is later, and as"
                                .formatted(words(batch), ledger, stored, batch.application())
                        + " sluice.streaming.onBatchFailure is skip, this one may have been skipped, or not.",
                "Look into the data; if it is not there, write it to an output of another name, or by hand.");
    }

    static StreamException overlapping(String output, long jobs) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "sluice.streaming.concurrentJobs is %d, so batches of output '%s' may overlap, and the token of a later one would"
                                .formatted(jobs, output)
                        + " hide an earlier one.",
                "Set it to 1, or write without JdbcSink.");
    }

    private static String words(Batch batch) {
        return "Batch %d ms of output '%s'".formatted(batch.time().milliseconds(), batch.output());
    }

    private static StreamException failed(String what, SQLException refused) {
        // a driver's exception for a whole batch of statements says little, the one behind it says what was wrong
        SQLException telling = refused.getNextException() == null ? refused : refused.getNextException();
        String state = telling.getSQLState() == null ? "none" : telling.getSQLState();
        return new StreamException(
                ErrorCode.JDBC_FAILED,
                "%s: %s (SQLState %s, code %d)."
                        .formatted(what, oneLine(telling.getMessage()), state, telling.getErrorCode()),
                remedy(state),
                refused);
    }

    private static String oneLine(String message) {
        return String.valueOf(message).lines().map(String::strip).findFirst().orElse("no message");
    }

    /** By the first two digits of the state, which the SQL standard and X/Open share out. */
    private static String remedy(String state) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "57" ->
                "See that the database runs and can be reached; nothing of this partition is stored, and it may be"
                        + " tried again: sluice.task.maxFailures, or retry(n) in sluice.streaming.onBatchFailure.";
            case "28" -> "Give the connection a user and a password that the database accepts.";
            case "42" -> "Compare the statement with the tables that are there and the rights of the user.";
            case "22", "23" ->
                "Compare the values that the statement is given with the columns and constraints of the table.";
            case "40", "55" ->
                "Another transaction was in the way: let the task be tried again, by sluice.task.maxFailures.";
            case "53", "54" -> "Give the database more of what the message names.";
            default -> "Follow the message of the database; nothing of this partition is stored.";
        };
    }
}
