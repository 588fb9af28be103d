package io.sluice.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a wrong command line with a sentence that says what is right. */
final class WrongCommandLine implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String help = command.getParent() == null ? "" : " " + command.getCommandName();
        command.getErr().printf("%s: %s%nSee ./sluice help%s%n", name, sentence(wrong), help);
        return ExitCode.WRONG_COMMAND_LINE;
    }

    private static String sentence(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched);
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(missing.getMissing().get(0));
        }
        if (wrong.getCause() instanceof TypeConversionException unreadable
                && wrong.getArgSpec() instanceof OptionSpec option) {
            return "%s: %s".formatted(option.longestName(), unreadable.getMessage());
        }
        return wrong.getMessage();
    }

    private static String unknown(UnmatchedArgumentException unmatched) {
        CommandLine command = unmatched.getCommandLine();
        String word = unmatched.getUnmatched().get(0);
        if (word.startsWith("-")) {
            List<String> options = command.getCommandSpec().options().stream()
                    .map(OptionSpec::longestName)
                    .toList();
            String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            return "there is no option %s; did you mean %s?".formatted(name, Nearest.to(name, options));
        }
        List<String> commands = List.copyOf(command.getSubcommands().keySet());
        return commands.isEmpty()
                ? "'%s' is one word too many".formatted(word)
                : "there is no command '%s'; did you mean %s?".formatted(word, Nearest.to(word, commands));
    }

    private static String missing(ArgSpec missing) {
        return missing instanceof OptionSpec option
                ? "%s needs a value: %s %s".formatted(option.longestName(), option.longestName(), option.paramLabel())
                : "%s is missing".formatted(missing.paramLabel());
    }
}
