package io.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands that need to know their surroundings; others are made the usual way. */
final class Commands implements IFactory {
    private final Surroundings here;

    Commands(Surroundings here) {
        this.here = here;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == QuickstartCommand.class) {
            return type.cast(new QuickstartCommand(here));
        }
        if (type == RunCommand.class) {
            return type.cast(new RunCommand(here));
        }
        if (type == SubmitCommand.class) {
            return type.cast(new SubmitCommand(here));
        }
        if (type == ExamplesCommand.class) {
            return type.cast(new ExamplesCommand(here));
        }
        if (type == CheckpointCommand.class) {
            return type.cast(new CheckpointCommand(here));
        }
        if (type == CheckpointCommand.Check.class) {
            return type.cast(new CheckpointCommand.Check(here));
        }
        if (type == VersionCommand.class) {
            return type.cast(new VersionCommand(here));
        }
        return CommandLine.defaultFactory().create(type);
    }
}
