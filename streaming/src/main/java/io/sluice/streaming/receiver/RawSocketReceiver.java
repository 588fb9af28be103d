package io.sluice.streaming.receiver;

import io.sluice.StorageLevel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Serialised blocks from a socket, kept as they come; the format is that of {@link RawBlocks}. */
public final class RawSocketReceiver<T> extends SocketReceiver<T> {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LARGEST_BLOCK = 1 << 30;

    private transient long unfinished;

    public RawSocketReceiver(String host, int port, StorageLevel level) {
        super(host, port, level);
    }

    @Override
    void receive(InputStream socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket, BUFFER_BYTES));
        unfinished = 0;
        for (int length = firstByte(in); length >= 0; length = firstByte(in)) {
            receiveBlock(in, length);
        }
    }

    private static int firstByte(InputStream in) throws IOException {
        return in.read();
    }

    private void receiveBlock(DataInputStream in, int highestByte) throws IOException {
        unfinished = 1;
        int length = highestByte << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        long limit = Math.min(LARGEST_BLOCK, Runtime.getRuntime().maxMemory() / 4);
        if (length < 0 || length > limit) {
            throw ReceiverErrors.badLength(address(), length, limit);
        }
        unfinished = Integer.BYTES;
        byte[] block = in.readNBytes(length);
        if (block.length < length) {
            unfinished += block.length;
            throw new EOFException("it ended %d bytes into a block of %d".formatted(block.length, length));
        }
        attached().storeEncoded(block);
        unfinished = 0;
    }

    @Override
    long unfinishedBytes() {
        return unfinished;
    }
}
