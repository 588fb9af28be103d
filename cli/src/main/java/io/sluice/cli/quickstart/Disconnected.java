package io.sluice.cli.quickstart;

/** There is no server to read from. The message is for the user. */
public final class Disconnected extends RuntimeException {
    Disconnected(HostPort address, String reason) {
        super("%s%nStart a server there first, for example 'nc -lk %d', and then this again."
                .formatted(reason, address.port()));
    }
}
