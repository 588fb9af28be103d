package io.sluice.cli.quickstart;

import static java.util.Objects.requireNonNull;

import io.sluice.SluiceConf;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the quickstart is told.
 *
 * @param seconds how long to run, none if until it is stopped
 * @param lines where lines come from
 */
public record QuickstartSettings(OptionalInt seconds, Lines lines, SluiceConf conf) {
    public QuickstartSettings {
        requireNonNull(seconds, "seconds");
        requireNonNull(lines, "lines");
        requireNonNull(conf, "conf");
    }

    /** Where lines come from. */
    public sealed interface Lines permits Own, Elsewhere, Topic {}

    /**
     * A server of the quickstart's own.
     *
     * @param name what the text is called
     */
    public record Own(String name, TextInput text, int linesPerSecond) implements Lines {}

    /**
     * A topic of Kafka that the quickstart writes itself.
     *
     * @param broker where it is, none to start one in this JVM
     */
    public record Topic(Optional<HostPort> broker, Own written) implements Lines {}

    /** A server that is there already. */
    public record Elsewhere(HostPort address) implements Lines {}
}
