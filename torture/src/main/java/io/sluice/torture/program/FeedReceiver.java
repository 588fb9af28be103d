package io.sluice.torture.program;

import io.sluice.StorageLevel;
import io.sluice.streaming.receiver.Receiver;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what the feeder sends, and acknowledges it when it is stored.
 *
 * <p>The feeder begins with the number of the connection (int), then sends groups: how many (int), and for each record
 * number (long), key (UTF), sequence (long). The answer to each group is the number of its last record (long).
 */
final class FeedReceiver extends Receiver<Delivery> {
    private static final long serialVersionUID = 1;

    private final int port;
    private transient Socket socket;
    private transient Thread thread;

    FeedReceiver(int port) {
        super(StorageLevel.MEMORY_ONLY);
        this.port = port;
    }

    @Override
    public void onStart() throws IOException {
        thread = null;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        thread = new Thread(() -> receive(socket), "torture-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private void receive(Socket from) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
                DataOutputStream out = new DataOutputStream(from.getOutputStream())) {
            int connection = in.readInt();
            while (!isStopped()) {
                List<Delivery> group = readGroup(in, connection);
                store(group);
                out.writeLong(group.get(group.size() - 1).number());
            }
        } catch (EOFException over) {
            stop("the feeder has nothing more");
        } catch (IOException | RuntimeException broken) {
            if (!isStopped()) {
                restart("the feeder is away", broken);
            }
        }
    }

    private static List<Delivery> readGroup(DataInputStream in, int connection) throws IOException {
        int count = in.readInt();
        List<Delivery> group = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            group.add(new Delivery(connection, in.readLong(), in.readUTF(), in.readLong()));
        }
        return group;
    }

    @Override
    public void onStop() throws Exception {
        if (thread != null) { // else nobody listened
            socket.close();
            thread.join();
        }
    }
}
