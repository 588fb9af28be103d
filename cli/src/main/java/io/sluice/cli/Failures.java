package io.sluice.cli;

import io.sluice.cli.quickstart.Disconnected;
import io.sluice.error.ErrorCode;
import io.sluice.error.StreamException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells of a command that failed: in sentences where the failure has some, else with the stack trace. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (failure instanceof StreamException known && known.code().kind() != ErrorCode.Kind.INTERNAL) {
            err.printf("%s: %s: %s%n%s%n", name, known.code(), known.problem(), known.remedy());
            return ExitCode.of(known);
        }
        if (failure instanceof Disconnected) {
            err.printf("%s: %s%n", name, failure.getMessage());
            return ExitCode.FAILED;
        }
        err.printf("%s failed:%n", name);
        failure.printStackTrace(err);
        return ExitCode.FAILED;
    }
}
