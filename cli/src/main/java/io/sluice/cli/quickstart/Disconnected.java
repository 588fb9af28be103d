package io.sluice.cli.quickstart;

/** There is no server to read from. The message is for the user. */
public final class Disconnected extends RuntimeException {
    private Disconnected(String message) {
        super(message);
    }

    static Disconnected socket(HostPort address, String reason) {
        return new Disconnected("%s%nStart a server there first, for example 'nc -lk %d', and then this again."
                .formatted(reason, address.port()));
    }

    static Disconnected noBroker(NoClassDefFoundError missing) {
        Disconnected none = new Disconnected("The libraries of a Kafka broker are not on the class path.%n".formatted()
                + "Start this with the script ./sluice, or name a broker: --kafka HOST:PORT.");
        none.initCause(missing);
        return none;
    }

    static Disconnected broker(HostPort address, String reason) {
        return new Disconnected(
                "No Kafka broker answers at %s: %s%nStart one there first, or leave the address out: --kafka alone starts one."
                        .formatted(address, reason));
    }
}
