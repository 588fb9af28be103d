package io.sluice.streaming.receiver;

import io.sluice.StorageLevel;
import java.io.IOException;
import java.io.InputStream;

/** Lines of UTF-8 text from a socket. They stay bytes until a task reads them. */
public final class SocketTextReceiver extends SocketReceiver<String> {
    private transient OpenText text;
    private transient LineIntake intake;

    public SocketTextReceiver(String host, int port, StorageLevel level) {
        super(host, port, level);
    }

    @Override
    void receive(InputStream in) throws IOException, InterruptedException {
        BlockIntake<String> store = attached().intake();
        if (text == null) {
            text = new OpenText();
            store.register(text);
        }
        intake = new LineIntake(address(), text, store);
        intake.receiveAll(in);
    }

    @Override
    long unfinishedBytes() {
        return intake.unfinished();
    }
}
