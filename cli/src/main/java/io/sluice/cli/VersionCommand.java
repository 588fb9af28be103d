package io.sluice.cli;

import io.sluice.SluiceContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command {@code sluice version}. */
@Command(name = "version", description = "Shows the version of Sluice, of Java and of the system.")
final class VersionCommand implements Runnable, IVersionProvider {
    private final Surroundings here;

    VersionCommand(Surroundings here) {
        this.here = here;
    }

    @Override
    public void run() {
        for (String line : getVersion()) {
            here.out().println(line);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "Sluice " + SluiceContext.VERSION,
            "Java %s (%s)".formatted(System.getProperty("java.version"), System.getProperty("java.vendor")),
            "%s %s (%s)"
                    .formatted(
                            System.getProperty("os.name"),
                            System.getProperty("os.version"),
                            System.getProperty("os.arch"))
        };
    }
}
