package io.sluice.cli.quickstart;

import io.sluice.streaming.event.ReceiverInfo;
import io.sluice.streaming.event.StreamingListener;
import io.sluice.streaming.event.StreamingListenerReceiverError;

/**
 * Watches the connection to the server. If the first attempt fails, the address is most likely wrong, and the run ends. A
 * connection that is lost later is told of, once in a row, and the receiver connects again. Thread-safe.
 */
final class Connection implements StreamingListener {
    private final HostPort address;
    private final Screen screen;
    private final Thread runner;
    private boolean tried;
    private String lastMessage = "";
    private String refused = "";

    /** @param runner is interrupted when the connection cannot be made */
    Connection(HostPort address, Screen screen, Thread runner) {
        this.address = address;
        this.screen = screen;
        this.runner = runner;
    }

    @Override
    public synchronized void onReceiverError(StreamingListenerReceiverError error) {
        ReceiverInfo receiver = error.receiverInfo();
        if (!tried && neverThere(receiver)) {
            refused = receiver.lastErrorMessage();
            runner.interrupt();
        } else if (!receiver.lastErrorMessage().equals(lastMessage)) {
            screen.print("  %s Trying again.".formatted(receiver.lastErrorMessage()));
        }
        tried = true;
        lastMessage = receiver.lastErrorMessage();
    }

    /** A connection that the server closed in order has no exception of the network below its error. */
    private static boolean neverThere(ReceiverInfo receiver) {
        return receiver.lastError().contains("Caused by: java.net.");
    }

    synchronized void requireOnceThere() {
        if (!refused.isEmpty()) {
            throw Disconnected.socket(address, refused);
        }
    }
}
